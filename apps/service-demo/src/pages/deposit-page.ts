import type { OutcomeView } from '@velum/verifier'
import { html } from 'hono/html'
import type { Reader } from '../language.ts'
import { checksList } from './checks-list.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'
import { type AcceptedVerdict, type Content, outcomeContent } from './outcome-content.ts'
import { shortPseudonym, signalFlags } from './signal-flags.ts'
import { trusteesSection } from './trustees.ts'

const words = {
  en: {
    deposit: (amount: number) => `Deposit ${amount} crowns`,
    agreed: 'What you agreed to, word for word',
    to: 'Lent to',
    flags: 'Five signal flags, drawn from your pseudonym',
    lead: 'We noted the deposit under your pseudonym. If all comes back, nobody ever learns more.',
    account: 'See my account',
  },
  zh: {
    deposit: (amount: number) => `押金 ${amount} 克朗`,
    agreed: '您所同意的原文',
    to: '借给',
    flags: '由您的假名绘成的五面信号旗',
    lead: '押金已记在您的假名之下。只要如数归还，就不会有人知道更多。',
    account: '查看我的账户',
  },
} as const

/** What is lent against a deposit. */
export function depositPage(reader: Reader): Markup {
  const { language, service } = reader
  const text = words[language]
  const title = service.words.depositTitle[language]
  const body = html`<section class="plain">
      <h1>${title}</h1>
      <p class="lead">${service.words.depositLead[language]}</p>
    </section>
    <ul class="offers">
      ${service.offers.map(
        (offer) => html`<li>
          <h2>${offer.title[language]}</h2>
          <p>${offer.text[language]}</p>
          <p class="sum">${text.deposit(offer.deposit)}</p>
          <velum-request request="deposit" reference="${offer.reference}"
            >${service.words.depositAction[language]}</velum-request
          >
        </li>`,
      )}
    </ul>`
  return layout({ reader, path: '/deposit', title, body })
}

/** What was lent, or in plain words why not. */
export function lentPage(reader: Reader, outcome: OutcomeView, retentionDays: number): Markup {
  const content = outcomeContent(reader, outcome, (_, verdict) => lent(reader, verdict, retentionDays))
  return layout({ reader, path: '/deposit', ...content })
}

function lent({ language, service }: Reader, verdict: AcceptedVerdict, retentionDays: number): Content {
  const text = words[language]
  const title = service.words.reserved[language]
  const pseudonym = verdict.pseudonyms.account ?? ''
  const body = html`<section class="accepted">
    <h1>${title}</h1>
    <p class="lead">${text.lead}</p>
    <figure class="receipt">
      <figcaption>${text.agreed}</figcaption>
      <blockquote><p>${verdict.transaction?.[language] ?? ''}</p></blockquote>
      <div class="lent-to">
        <p>${text.to} <code>${shortPseudonym(pseudonym)}</code></p>
        ${signalFlags(pseudonym, text.flags)}
      </div>
    </figure>
    ${verdict.escrow ? trusteesSection(language, verdict.escrow, retentionDays) : ''}
    <a class="button" href="/account">${text.account}</a>
    ${checksList(language, verdict.checks)}
  </section>`
  return { title, body }
}
