import { residentIdTemplate } from '@velum/credential'
import { html } from 'hono/html'
import type { Language } from '../language.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    title: 'Your Resident ID holds 21 facts',
    required: 'we need this',
    optional: 'only if you like',
    hidden: 'we never see this',
  },
  zh: {
    title: '您的居民身份凭证中有 21 项内容',
    required: '需要出示',
    optional: '可选',
    hidden: '我们不会看到',
  },
} as const

/** All facts of a Resident ID, with those that a request uncovers. */
export function facts(
  language: Language,
  asked: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): Markup {
  const text = words[language]
  const { order, labels } = residentIdTemplate
  const kind = (name: string) =>
    asked.required.includes(name) ? 'required' : asked.optional?.includes(name) ? 'optional' : 'hidden'
  const shown = [...asked.required, ...(asked.optional ?? [])]
  const sorted = [...shown, ...order.filter((name) => !shown.includes(name))]
  return html`<section class="facts" aria-labelledby="facts">
    <h2 id="facts">${text.title}</h2>
    <ul>
      ${sorted.map(
        (name) => html`<li class="${kind(name)}">
          <span>${labels[name]?.[language]}</span><i aria-hidden="true"></i><small>${text[kind(name)]}</small>
        </li>`,
      )}
    </ul>
  </section>`
}
