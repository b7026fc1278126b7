import type { VerifiedEscrow } from '@velum/verifier'
import { html } from 'hono/html'
import type { Language } from '../language.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    title: 'Who could find out your name',
    together: ({ threshold, trustees, name }: VerifiedEscrow) =>
      threshold === 1
        ? `Each one of the ${trustees} trustees of ${name} could find it out alone.`
        : `${threshold} of the ${trustees} trustees of ${name} could find it out, if they act together.`,
    fewer: ({ threshold }: VerifiedEscrow) =>
      threshold === 1
        ? 'We cannot, whatever we keep.'
        : `${threshold === 2 ? 'One of them alone' : `${threshold - 1} of them`} cannot. Neither can we, whatever we keep.`,
    picture: ({ threshold, trustees }: VerifiedEscrow) => `${threshold} keys of ${trustees}`,
    kept: (days: number) =>
      `The sealed proof of this visit is kept for ${days} days, for them alone to open. Then it is deleted.`,
    openings: 'Every request to open one',
  },
  zh: {
    title: '谁能查明您的姓名',
    together: ({ threshold, trustees, name }: VerifiedEscrow) =>
      threshold === 1
        ? `${name}的 ${trustees} 位受托人中，任何一位都能单独查明。`
        : `${name}的 ${trustees} 位受托人中，须有 ${threshold} 位共同行动才能查明。`,
    fewer: ({ threshold }: VerifiedEscrow) =>
      threshold === 1
        ? '我们无论保存了什么，也无法查明。'
        : `其中${threshold === 2 ? '一位单独' : ` ${threshold - 1} 位`}无法查明。我们无论保存了什么，也无法查明。`,
    picture: ({ threshold, trustees }: VerifiedEscrow) => `${trustees} 把钥匙中的 ${threshold} 把`,
    kept: (days: number) => `本次访问的密封证明保存 ${days} 天，只供他们开启，之后删除。`,
    openings: '查看所有开启请求',
  },
} as const

/** Who together could open a visit, in words and as keys. */
export function trusteesSection(language: Language, escrow: VerifiedEscrow, retentionDays: number): Markup {
  const text = words[language]
  return html`<section class="trustees" aria-labelledby="trustees">
    <h2 id="trustees">${text.title}</h2>
    ${keys(escrow, text.picture(escrow))}
    <p><strong>${text.together(escrow)}</strong></p>
    <p>${text.fewer(escrow)}</p>
    <p class="note">${text.kept(retentionDays)} <a href="/openings">${text.openings}</a></p>
  </section>`
}

/** As many keys as there are trustees; those that it takes are filled. */
function keys({ threshold, trustees }: VerifiedEscrow, label: string): Markup {
  const shown = Math.min(trustees, 12)
  return html`<svg class="keys" viewBox="0 0 ${shown * 30} 52" role="img" aria-label="${label}">
    ${Array.from(
      { length: shown },
      (_, position) => html`<path
        class="${position < threshold ? 'needed' : 'spare'}"
        transform="translate(${position * 30 + 3} 3)"
        d="M12 1a10 10 0 0 0-3.5 19.4V45l3.5 3.5 3.5-3.5v-4h4v-4h-4v-4h4v-4h-4v-8.600A10 10 0 0 0 12 1zm0 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8z"
      />`,
    )}
  </svg>`
}
