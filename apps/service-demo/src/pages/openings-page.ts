import type { OpeningChange } from '@velum/verifier'
import { html } from 'hono/html'
import type { Language, Reader } from '../language.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    title: 'Names that somebody asked to open',
    lead: (here: string) =>
      `Every request to open a sealed name stands on a public chain before the trustees may act. These are the requests about visits to ${here}, whoever made them.`,
    none: 'So far nobody has asked.',
    visit: 'Visit',
    asked: 'Asked by',
    answer: 'Whose visit it is can answer at',
    closed: 'Opened. The requester says to have the result.',
    expired: 'Expired. This request opens nothing any more.',
    openable: 'Enough trustees have agreed: take it for opened.',
    votes: ({ approvals, refusals, threshold }: OpeningChange) =>
      `${approvals} of the ${threshold} approvals that it takes, ${refusals} refusals.`,
    until: 'The trustees decide until',
    note: 'Your wallet looks for requests about you by itself. We cannot tell you: we do not know who you are.',
    evidence: 'Somebody gave you evidence of an opening? Check it here, in your own browser',
  },
  zh: {
    title: '有人请求开启的姓名',
    lead: (here: string) =>
      `每一份开启密封姓名的请求，都先记录在公开的链上，受托人才能行动。以下是所有涉及${here}访问的请求，无论由谁提出。`,
    none: '至今无人请求。',
    visit: '访问',
    asked: '请求方',
    answer: '该次访问的本人可在此答复',
    closed: '已开启。请求方表示已得到结果。',
    expired: '已过期。此请求不能再开启任何内容。',
    openable: '同意的受托人已足够：应视为已开启。',
    votes: ({ approvals, refusals, threshold }: OpeningChange) =>
      `需要 ${threshold} 位同意，现有 ${approvals} 位同意，${refusals} 位拒绝。`,
    until: '受托人决定的期限',
    note: '您的钱包会自行查找涉及您的请求。我们无法通知您，因为我们不知道您是谁。',
    evidence: '有人给了您一份开启的证据？在您自己的浏览器中核验',
  },
} as const

/** What became of every request to open a name that a visitor left sealed. */
export function openingsPage(reader: Reader, changes: readonly OpeningChange[]): Markup {
  const { language, service } = reader
  const text = words[language]
  const body = html`<section class="plain">
    <h1>${text.title}</h1>
    <p class="lead">${text.lead(service.words.here[language])}</p>
    ${
      changes.length === 0
        ? html`<p class="note">${text.none}</p>`
        : html`<ol class="openings">${changes.map((change) => entry(language, change))}</ol>`
    }
    <p class="note">${text.note}</p>
    <p class="note"><a href="/evidence">${text.evidence}</a></p>
  </section>`
  return layout({ reader, path: '/openings', title: text.title, body })
}

function entry(language: Language, change: OpeningChange): Markup {
  const text = words[language]
  const until = change.expiresAt.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' },
  })
  const open = change.approvals < change.threshold && change.status !== 'expired'
  return html`<li>
    <p><strong>${stateOf(language, change)}</strong></p>
    ${open ? html`<p>${text.until} <time datetime="${change.expiresAt.toISOString()}">${until} UTC</time></p>` : ''}
    <p>${text.visit} <code>${change.presentationId}</code></p>
    <p>${text.asked} <code>${change.requester}</code></p>
    <p>${text.answer} <code>${change.answerTo}</code></p>
  </li>`
}

function stateOf(language: Language, change: OpeningChange): string {
  const text = words[language]
  if (change.status === 'closed' || change.status === 'expired') return text[change.status]
  return change.approvals >= change.threshold ? text.openable : text.votes(change)
}
