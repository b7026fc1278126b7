import { type Claims, residentIdTemplate } from '@velum/credential'
import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { checksList } from './checks-list.ts'
import type { Markup } from './markup.ts'
import type { AcceptedVerdict, Content } from './outcome-content.ts'

const words = {
  en: {
    greeting: (name: string) => `Welcome aboard, ${name}`,
    welcome: 'Welcome aboard',
    passText: 'Your pass is valid in all branches from this minute.',
    pass: 'Reader’s pass',
    reader: 'A reader of this coast',
    boat: 'The book boat reaches you',
    boatText: 'It calls at your pier on Tuesdays and Fridays.',
    thanks: 'Thank you, friend',
    thanksText: 'Your region is on the board, and nothing else about you.',
    shown: 'What you showed',
    oldSuite:
      'Your card is signed in BBS+ (BbsBlsSignature2020), an older kind of signature. It holds, yet nothing shows that it was issued to you: a copy would have looked the same to us.',
    status: { citizen: 'Citizen', permanent: 'Permanent resident', temporary: 'Temporary resident' },
    library: 'Harbour Library',
  },
  zh: {
    greeting: (name: string) => `欢迎登船，${name}`,
    welcome: '欢迎登船',
    passText: '您的读者证即刻起在各分馆有效。',
    pass: '读者证',
    reader: '本海岸读者',
    boat: '送书船可以到达您处',
    boatText: '每逢周二和周五停靠您的码头。',
    thanks: '谢谢您，书友',
    thanksText: '我们只记下了您的地区，别无其他。',
    shown: '您出示的内容',
    oldSuite:
      '您的卡片使用较旧的签名种类 BBS+（BbsBlsSignature2020）。签名有效，但无法表明它是颁发给您的：在我们看来，副本也是一样。',
    status: { citizen: '公民', permanent: '永久居民', temporary: '临时居民' },
    library: '海港图书馆',
  },
} as const

/** What the library makes of an accepted answer, with the facts it saw and, folded, how it checked them. */
export function acceptedSection(language: Language, request: string, verdict: AcceptedVerdict): Content {
  const { claims = {}, suite } = verdict.credentials[residentIdTemplate.name] ?? {}
  const { title, text, card } = heading(language, request, claims)
  const body = html`<section class="accepted">
    <h1>${title}</h1>
    <p class="lead">${text}</p>
    ${card} ${shownFacts(language, claims)}
    ${suite === 'BbsBlsSignature2020' ? html`<p class="note">${words[language].oldSuite}</p>` : ''}
    ${checksList(language, verdict.checks)}
  </section>`
  return { title, body }
}

function heading(language: Language, request: string, claims: Claims) {
  const text = words[language]
  if (request === 'delivery') return { title: text.boat, text: text.boatText, card: '' }
  if (request === 'friends') return { title: text.thanks, text: text.thanksText, card: '' }
  const name = claims.givenName === undefined ? undefined : String(claims.givenName)
  const card = html`<figure class="pass">
    <figcaption><span>${text.library}</span><strong>${text.pass}</strong></figcaption>
    <p class="holder">${name ?? text.reader}</p>
    <p class="place">${String(claims.region)} · ${display(language, 'residencyStatus', claims.residencyStatus)}</p>
    <span class="spine-code" aria-hidden="true"></span>
  </figure>`
  return { title: name === undefined ? text.welcome : text.greeting(name), text: text.passText, card }
}

function shownFacts(language: Language, claims: Claims): Markup {
  return html`<section class="shown" aria-labelledby="shown">
    <h2 id="shown">${words[language].shown}</h2>
    <dl>
      ${Object.entries(claims).map(
        ([name, value]) =>
          html`<div>
            <dt>${residentIdTemplate.labels[name]?.[language]}</dt>
            <dd>${display(language, name, value)}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function display(language: Language, name: string, value: unknown): string {
  const statuses: Readonly<Record<string, string>> = words[language].status
  return name === 'residencyStatus' ? (statuses[String(value)] ?? String(value)) : String(value)
}
