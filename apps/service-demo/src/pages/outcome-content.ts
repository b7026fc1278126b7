import { explainRejection, type OutcomeView, type Verdict } from '@velum/verifier'
import { html } from 'hono/html'
import type { Language, Reader } from '../language.ts'
import { checksList } from './checks-list.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    waiting: [
      'Waiting for your wallet',
      'This page has not had an answer yet. Answer in your wallet, then load it again.',
    ],
    declined: [
      'You showed nothing',
      'That is fine. Everything else here stays open to you, and the question can be answered another day.',
    ],
    unknown: ['We know of no such visit', 'It may have ended some time ago. Start again whenever you like.'],
    expired: ['This visit has ended', 'We have forgotten what was shown. Start again whenever you like.'],
    'other-browser': [
      'This answer belongs to another browser',
      'It was asked for elsewhere, so it is not shown here. Start again in this browser.',
    ],
    failed: [
      'Something broke on our side',
      'Your answer was neither accepted nor refused, and it was not kept. Try again in a moment.',
    ],
    refused: 'We could not accept that',
    signInRefused: [
      'You are not signed in',
      'The signature did not fit the identifier or this visit. Try again.',
    ],
    code: 'Reason',
    again: 'Start again',
    shelf: 'Your shelf is open',
    shelfText: 'We know you by this identifier, and by nothing else.',
  },
  zh: {
    waiting: ['正在等待您的钱包', '尚未收到回答。请在钱包中作答，然后重新载入本页。'],
    declined: ['您没有出示任何内容', '没关系。这里的其他内容依然向您开放，改日再答也可以。'],
    unknown: ['没有这次访问的记录', '它可能早已结束。您随时可以重新开始。'],
    expired: ['本次访问已结束', '所出示的内容已被清除。您随时可以重新开始。'],
    'other-browser': [
      '这个回答属于另一个浏览器',
      '请求是在别处发起的，因此不在此显示。请在本浏览器中重新开始。',
    ],
    failed: ['我们这边出了问题', '您的回答既未被接受也未被拒绝，且没有保留。请稍后再试。'],
    refused: '我们未能接受',
    signInRefused: ['您尚未登录', '签名与标识符或本次访问不符。请重试。'],
    code: '原因代码',
    again: '重新开始',
    shelf: '书架已打开',
    shelfText: '我们只通过这个标识符认识您，别无其他。',
  },
} as const

export type AcceptedVerdict = Extract<Verdict, { accepted: true }>

/** What stands on a page. */
export interface Content {
  readonly title: string
  readonly body: Markup
}

/** What came of a visit: the caller's page where it was accepted, else in plain words why not. */
export function outcomeContent(
  { language, service }: Reader,
  outcome: OutcomeView,
  accepted: (request: string, verdict: AcceptedVerdict) => Content,
): Content {
  const text = words[language]
  const startPage = (request: string) => service.startPages[request] ?? `/${request}`
  switch (outcome.status) {
    case 'presented':
      return outcome.verdict.accepted
        ? accepted(outcome.request, outcome.verdict)
        : refused(language, outcome.verdict, startPage(outcome.request))
    case 'signed-in':
      return {
        title: text.shelf,
        body: html`<section class="plain">
          <h1>${text.shelf}</h1>
          <p class="lead">${text.shelfText}</p>
          <p class="identifier"><code>${outcome.did}</code></p>
        </section>`,
      }
    case 'sign-in-refused':
      return message(language, text.signInRefused, startPage('sign-in'), outcome.reason)
    case 'declined':
    case 'failed':
      return message(language, text[outcome.status], startPage(outcome.request))
    case 'unavailable':
      return message(language, text[outcome.why], '/')
    case 'waiting':
      return message(language, text.waiting, '/')
  }
}

function refused(language: Language, verdict: Extract<Verdict, { accepted: false }>, start: string): Content {
  const text = words[language]
  const { what, whatToDo } = explainRejection(verdict.reason, language)
  const body = html`<section class="plain refused">
    <h1>${text.refused}</h1>
    <p class="lead">${what}</p>
    <p>${whatToDo}</p>
    <a class="button" href="${start}">${text.again}</a>
    <p class="note">${text.code}: <code>${verdict.reason}</code></p>
    ${checksList(language, verdict.checks)}
  </section>`
  return { title: text.refused, body }
}

function message(
  language: Language,
  [title, advice]: readonly [string, string],
  start: string,
  reason?: string,
): Content {
  const text = words[language]
  const body = html`<section class="plain">
    <h1>${title}</h1>
    <p class="lead">${advice}</p>
    <a class="button" href="${start}">${text.again}</a>
    ${reason === undefined ? '' : html`<p class="note">${text.code}: <code>${reason}</code></p>`}
  </section>`
  return { title, body }
}
