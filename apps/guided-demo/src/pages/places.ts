import { html } from 'hono/html'
import type { GuideWorld } from '../guide-world.ts'
import type { Language } from '../language.ts'
import type { SceneId } from '../scenes.ts'
import { hasCard, type View } from '../stage.ts'
import { placeWords } from '../words/place-words.ts'
import { frameWords } from '../words/words.ts'
import type { Markup } from './markup.ts'

interface PlaceOptions {
  readonly language: Language
  readonly token: string
  readonly view: View
  readonly urls: GuideWorld['urls']
}

/** Where the visitor leaves for: the wallet with the card that waits. */
export function cardPlace({ language, token, view }: PlaceOptions): Markup {
  const text = placeWords[language]
  const card = hasCard(view.story) ? view.story.card : undefined
  return html`<section class="place" aria-labelledby="place">
    <h2 id="place">${text.walletTitle}</h2>
    ${card ? html`<p>${text.youAre(card.name)}</p>` : ''}
    ${steps(text.cardSteps)}
    ${
      card
        ? html`<p class="code"><span>${text.code}</span> <output>${card.txCode}</output></p>
          ${outward(card.link, text.takeCard)}`
        : offerForm(language, token)
    }
    <p class="note">${text.hasCard}</p>
  </section>`
}

/** The market, where the visitor is to do something that this page waits for. */
export function marketPlace(scene: 'account' | 'promise', { language, view, urls }: PlaceOptions): Markup {
  const text = placeWords[language]
  const isAccount = scene === 'account'
  const done = isAccount ? view.story.visit : view.story.fraud
  const { done: yes, todo } = frameWords[language]
  return html`<section class="place market" aria-labelledby="place">
    <h2 id="place">${text.marketTitle}</h2>
    ${steps(isAccount ? text.accountSteps : text.stallSteps)}
    ${isAccount ? outward(`${urls.market}/account`, text.openAccount) : outward(`${urls.market}/deposit`, text.openStalls)}
    <p class="state ${done ? 'done' : 'todo'}" role="status">${done ? yes[scene] : todo[scene]}</p>
  </section>`
}

/** The wallet, which has something to say. */
export function walletPlace(scene: SceneId, { language, urls }: PlaceOptions): Markup {
  const text = placeWords[language]
  return html`<section class="place" aria-labelledby="place">
    <h2 id="place">${text.walletTitle}</h2>
    ${steps(scene === 'told' ? text.toldSteps : text.noticeSteps)}
    ${outward(urls.wallet, text.openWallet)}
  </section>`
}

/** The files of the opening, for the visitor's own eyes. */
export function evidencePlace({ language, urls }: PlaceOptions): Markup {
  const text = placeWords[language]
  return html`<section class="place" aria-labelledby="place">
    <h2 id="place">${text.filesTitle}</h2>
    <p>${text.filesText}</p>
    <p class="files">
      <a class="save" href="/files/evidence.json" download>${text.saveEvidence}</a>
      <a class="save" href="/files/snapshot.json" download>${text.saveSnapshot}</a>
    </p>
    ${outward(`${urls.market}/evidence`, text.openEvidence)}
    <p class="note">${text.spoil}</p>
  </section>`
}

/** What each party has of it. */
export function summary(language: Language): Markup {
  const text = placeWords[language]
  return html`<section class="place" aria-label="${frameWords[language].acts[2]}">
    <dl class="summary">
      ${text.summary.map(
        ([who, what]) => html`<div>
          <dt>${who}</dt>
          <dd>${what}</dd>
        </div>`,
      )}
    </dl>
    <p>${text.terminal}</p>
    <pre class="typed"><code>npm run authority -- --as trustee-2 requests
npm run authority -- audit</code></pre>
  </section>`
}

function steps(list: readonly string[]): Markup {
  return html`<ol class="steps">${list.map((one) => html`<li>${one}</li>`)}</ol>`
}

/** A card waits for an hour at most; another one is made for whoever asks for it, and not for who only looks. */
function offerForm(language: Language, token: string): Markup {
  const text = placeWords[language]
  return html`<form class="begin" method="post" action="/card">
    <input type="hidden" name="token" value="${token}" />
    <p>${text.cardIsOver}</p>
    <button type="submit">${text.offerCard}</button>
  </form>`
}

/** In a tab of its own: the guide stays where it is. */
function outward(href: string, label: string): Markup {
  return html`<a class="button" href="${href}" target="_blank" rel="noopener">${label}<span aria-hidden="true"> ↗</span></a>`
}
