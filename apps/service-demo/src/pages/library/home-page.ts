import { html } from 'hono/html'
import type { Reader } from '../../language.ts'
import { facts } from '../facts.ts'
import { layout } from '../layout.ts'
import type { Markup } from '../markup.ts'
import { illustration } from './illustration.ts'

const words = {
  en: {
    title: 'A reader’s pass in a minute',
    lead: 'Borrow from every branch between the lighthouse and the old docks. No form, no photocopy, no account: show us that you live on this coast, and the pass is yours.',
    action: 'Get your reader’s pass',
    note: 'You choose in your wallet what we see, fact by fact.',
  },
  zh: {
    title: '一分钟\u200b办好读者证',
    lead: '从灯塔到老码头，各分馆均可借阅。无需表格、复印件或账户：只要证明您住在这片海岸，即可领证。',
    action: '领取读者证',
    note: '由您在钱包中逐项决定我们能看到什么。',
  },
} as const

/** What the library is for, and its first question. */
export function homePage(reader: Reader): Markup {
  const { language } = reader
  const text = words[language]
  const body = html`<section class="hero">
      <div>
        <h1>${text.title}</h1>
        <p class="lead">${text.lead}</p>
        <velum-request request="readers-pass">${text.action}</velum-request>
        <p class="note">${text.note}</p>
      </div>
      ${illustration()}
    </section>
    ${facts(language, { required: ['region', 'residencyStatus'], optional: ['givenName'] })}`
  return layout({ reader, path: '/', title: text.title, body })
}
