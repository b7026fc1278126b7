import type { OutcomeView } from '@velum/verifier'
import { html } from 'hono/html'
import type { Account } from '../accounts/account.ts'
import type { Reader } from '../language.ts'
import { accountSection } from './account-section.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'
import { outcomeContent } from './outcome-content.ts'

const words = {
  en: {
    title: 'An account without a name',
    action: 'Open my account',
    sends: 'What your wallet will send',
    parts: [
      [
        'That you are a resident',
        'Vouched for by your issuer. Of the 21 facts of your Resident ID we see none.',
      ],
      [
        'A pseudonym',
        'The same whenever you come here. Anywhere else you have another, and nobody can link the two.',
      ],
      [
        'Your name, sealed',
        'For a group of trustees. We cannot open it, and neither can one of them alone. Your wallet shows who they are before you agree.',
      ],
    ],
    note: 'The first visit opens the account. Every later one finds it again.',
  },
  zh: {
    title: '不留姓名的账户',
    action: '打开我的账户',
    sends: '您的钱包将发送什么',
    parts: [
      ['您是居民', '由颁发机构担保。居民身份凭证中的 21 项内容，我们一项也看不到。'],
      ['一个假名', '每次光临此处都相同；在别处则是另一个，没有人能将两者联系起来。'],
      [
        '密封的姓名',
        '密封给一组受托人。我们打不开，其中任何一人单独也打不开。同意之前，钱包会显示他们是谁。',
      ],
    ],
    note: '首次光临即开户，此后每次都能找回。',
  },
} as const

/** Before the visit: what will be sent, and the button. */
export function accountPage(reader: Reader): Markup {
  const { language, service } = reader
  const text = words[language]
  const body = html`<section class="plain">
      <h1>${text.title}</h1>
      <p class="lead">${service.words.accountLead[language]}</p>
      <velum-request request="account">${text.action}</velum-request>
      <p class="note">${text.note}</p>
    </section>
    <section class="sends" aria-labelledby="sends">
      <h2 id="sends">${text.sends}</h2>
      <ol>
        ${text.parts.map(([what, why]) => html`<li><h3>${what}</h3><p>${why}</p></li>`)}
      </ol>
    </section>`
  return layout({ reader, path: '/account', title: text.title, body })
}

/** After the visit: the account, or in plain words why not. */
export function openAccountPage(
  reader: Reader,
  outcome: OutcomeView,
  account: Account | undefined,
  retentionDays: number,
): Markup {
  const content = outcomeContent(reader, outcome, (_, verdict) =>
    accountSection(reader, verdict, account, retentionDays),
  )
  return layout({ reader, path: '/account', ...content })
}
