import { html } from 'hono/html'
import type { Reader } from '../../language.ts'
import { layout } from '../layout.ts'
import type { Markup } from '../markup.ts'

const words = {
  en: {
    title: 'Where our friends come from',
    lead: 'The Friends of the Library are volunteers. They count the regions their readers come from, with a borrowed script that cannot sign what it asks.',
    warning:
      'So your wallet will tell you that nothing proves who is asking. Whether a count of regions is worth an answer is for you to decide.',
    action: 'Show my region',
  },
  zh: {
    title: '书友来自何方',
    lead: '书友会由志愿者组成，他们统计读者来自哪些地区，所用的程序是借来的，无法为请求签名。',
    warning: '因此，您的钱包会提示：无法证明是谁在提问。是否值得为一次统计作答，由您决定。',
    action: '出示我的地区',
  },
} as const

/** A page of its own kind: its request is unsigned, so that visitors see how their wallet says so. */
export function friendsPage(reader: Reader): Markup {
  const text = words[reader.language]
  const body = html`<section class="notice-board">
    <h1>${text.title}</h1>
    <p>${text.lead}</p>
    <p class="warning">${text.warning}</p>
    <velum-request request="friends">${text.action}</velum-request>
  </section>`
  return layout({ reader, path: '/friends', title: text.title, body })
}
