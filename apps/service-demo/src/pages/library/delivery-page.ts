import { html } from 'hono/html'
import type { Reader } from '../../language.ts'
import { facts } from '../facts.ts'
import { layout } from '../layout.ts'
import type { Markup } from '../markup.ts'

const words = {
  en: {
    title: 'Does the book boat reach you?',
    lead: 'On Tuesdays and Fridays the book boat calls at the piers and brings what you reserved. Tell us the town and the postal code, and nothing that leads to your door.',
    action: 'Show town and postal code',
  },
  zh: {
    title: '送书船到您那儿吗？',
    lead: '每逢周二和周五，送书船停靠各个码头，送来您预约的书。只需出示城镇和邮政编码，不会透露您的门牌。',
    action: '出示城镇和邮政编码',
  },
} as const

/** A second question: two facts, both required. */
export function deliveryPage(reader: Reader): Markup {
  const { language } = reader
  const text = words[language]
  const body = html`<section class="plain">
      <h1>${text.title}</h1>
      <p class="lead">${text.lead}</p>
      <velum-request request="delivery">${text.action}</velum-request>
    </section>
    ${facts(language, { required: ['locality', 'postalCode'] })}`
  return layout({ reader, path: '/delivery', title: text.title, body })
}
