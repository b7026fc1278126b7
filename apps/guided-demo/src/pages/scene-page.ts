import { html } from 'hono/html'
import { type Action, actions, actionsOf } from '../actions.ts'
import type { GuideWorld } from '../guide-world.ts'
import type { Language } from '../language.ts'
import { type SceneId, sceneAt, scenes } from '../scenes.ts'
import { stateText, succeeded, type View } from '../stage.ts'
import { sceneWords } from '../words/scene-words.ts'
import { frameWords } from '../words/words.ts'
import { chainLog } from './chain-log.ts'
import { desk } from './desk.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'
import { cardPlace, evidencePlace, marketPlace, summary, walletPlace } from './places.ts'
import { sceneWay } from './scene-way.ts'
import { trusteeDesks } from './trustee-desks.ts'

export interface ScenePageOptions {
  readonly language: Language
  readonly token: string
  readonly view: View
  readonly scene: SceneId
  readonly urls: GuideWorld['urls']
}

/** One scene: beside what is told, what its party sees; below, what the chain has of it. */
export function scenePage(options: ScenePageOptions): Markup {
  const { language, token, view, scene } = options
  const { who, title, text, why, aside = frameWords[language].why } = sceneWords[scene][language]
  const party = scenes[sceneAt(scene)]?.party
  const body = html`<article class="scene ${party}" data-watch="${stateText(view)}">
    <div class="told">
      <p class="who">${who}</p>
      <h1>${title}</h1>
      ${text.map((one) => html`<p>${one}</p>`)}
      <aside aria-label="${aside}"><p class="reason">${aside}</p><p class="because">${why}</p></aside>
      ${turns(options)}
    </div>
    <div class="seen">${isStuck(scene, view) ? expiredNote(language, token) : ''} ${seen(options)}</div>
    <div class="public">${chainLog(language, view)} ${whoKnows(language, view)}</div>
  </article>`
  return layout({ language, title, body, way: sceneWay(language, view, scene) })
}

function seen(options: ScenePageOptions): Markup {
  const { language, token, view, scene } = options
  const ids = actionsOf(scene)
  const terminalAt = (at: Action['at']) =>
    desk({ language, token, view, at, ids: ids.filter((id) => actions[id].at === at) })
  switch (scene) {
    case 'card':
      return cardPlace(options)
    case 'account':
    case 'promise':
      return marketPlace(scene, options)
    case 'notice':
    case 'told':
      return walletPlace(scene, options)
    case 'trustees':
    case 'parts':
      return trusteeDesks(options)
    case 'innocent':
      return html`${terminalAt('market')} ${trusteeDesks(options)}`
    case 'request':
    case 'opening':
      return terminalAt('market')
    case 'evidence':
      return html`${terminalAt('court')} ${succeeded('snapshot', view.story) ? evidencePlace(options) : ''}`
    case 'audit':
      return terminalAt('anybody')
    case 'end':
      return summary(language)
  }
}

/** Whether somebody has stayed away for so long that the votes of a scene cannot be cast any more. */
function isStuck(scene: SceneId, { story, requests }: View): boolean {
  if (scene !== 'trustees' && scene !== 'innocent') return false
  const request = requests[scene === 'innocent' ? 'visit' : 'fraud']
  if (!request || request.expiresAt > new Date()) return false
  return actionsOf(scene).some((id) => !succeeded(id, story))
}

function expiredNote(language: Language, token: string): Markup {
  return html`<div class="place"><p role="status">${frameWords[language].expired}</p> ${beginForm(language, token)}</div>`
}

/** The name is known to whoever was told it, and the chain is not among them. */
function whoKnows(language: Language, { story }: View): Markup {
  const text = frameWords[language]
  const opened = succeeded('combine', story)
  return html`<p class="knows ${opened ? 'opened' : 'sealed'}">
    <strong>${text.whoKnows}</strong> ${opened ? text.youAndMarket : text.onlyYou}
  </p>`
}

function turns({ language, token, view, scene }: ScenePageOptions): Markup {
  const text = frameWords[language]
  const at = sceneAt(scene)
  const [before, after] = [scenes[at - 1], scenes[at + 1]]
  const open = at + 1 < view.reached
  return html`<nav class="turns" aria-label="${text.turns}">
    ${before ? html`<a class="back" href="/scene/${before.id}">${text.back}</a>` : html`<a class="back" href="/">${text.back}</a>`}
    ${after && open ? html`<a class="button next" href="/scene/${after.id}">${text.next}</a>` : ''}
    ${after && !open ? html`<span class="button next" aria-disabled="true" role="link">${text.next}</span>` : ''}
    ${after ? '' : beginForm(language, token)}
  </nav>`
}

/** Also on the first page. */
export function beginForm(language: Language, token: string, label?: string): Markup {
  const text = frameWords[language]
  return html`<form class="begin" method="post" action="/begin">
    <input type="hidden" name="token" value="${token}" />
    <button type="submit" data-running="${text.running}">${label ?? text.again}</button>
    ${label === undefined ? html`<p class="note">${text.againNote}</p>` : ''}
  </form>`
}
