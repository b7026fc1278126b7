import { html } from 'hono/html'
import type { Reader } from '../../language.ts'
import { layout } from '../layout.ts'
import type { Markup } from '../markup.ts'
import { quay } from './quay.ts'

const words = {
  en: {
    title: 'Be a regular, not a name',
    lead: 'Oysters before noon, lamps after dark, and a stall for whoever wants one. We like to know our regulars. We do not need to know who they are.',
    action: 'Open an account without a name',
    note: 'A neighbour of the library across the water. Neither of us can tell that you are the other’s guest.',
    ways: [
      ['Come back', 'Your wallet shows the pseudonym it made for us, and your usual is on its way.'],
      ['Trade', 'Take a stall or a set of scales. The deposit is on the pseudonym, your name is sealed.'],
      ['Leave', 'Nothing to cancel. A pseudonym that never returns leads to nobody.'],
    ],
  },
  zh: {
    title: '做老主顾，不必留名',
    lead: '上午有牡蛎，入夜有灯火，谁想摆摊都有位置。我们喜欢认得老主顾，却不需要知道他们是谁。',
    action: '开立不留姓名的账户',
    note: '我们与对岸的图书馆为邻，但彼此都看不出您也是对方的客人。',
    ways: [
      ['再次光临', '钱包出示专为我们生成的假名，您常点的就备好了。'],
      ['做买卖', '租个摊位，借把天平。押金记在假名之下，姓名则密封着。'],
      ['离开', '无需注销。不再出现的假名，不会指向任何人。'],
    ],
  },
} as const

/** What the market is for, and its one question. */
export function marketHomePage(reader: Reader): Markup {
  const text = words[reader.language]
  const body = html`<section class="hero">
      <div>
        <h1>${text.title}</h1>
        <p class="lead">${text.lead}</p>
        <velum-request request="account">${text.action}</velum-request>
        <p class="note">${text.note}</p>
      </div>
      ${quay()}
    </section>
    <ul class="ways">
      ${text.ways.map(([what, why]) => html`<li><h2>${what}</h2><p>${why}</p></li>`)}
    </ul>`
  return layout({ reader, path: '/', title: text.title, body })
}
