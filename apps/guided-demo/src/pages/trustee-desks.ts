import { html } from 'hono/html'
import { actions, actionsOf } from '../actions.ts'
import type { Language } from '../language.ts'
import type { SceneId } from '../scenes.ts'
import type { View } from '../stage.ts'
import { placeWords } from '../words/place-words.ts'
import { deskWords, frameWords } from '../words/words.ts'
import { desk } from './desk.ts'
import type { Markup } from './markup.ts'

interface TrusteeDesksOptions {
  readonly language: Language
  readonly token: string
  readonly view: View
  readonly scene: SceneId
}

const numbers = [1, 2, 3, 4, 5] as const

/** How the five stand, and the terminals of those who act in this scene. */
export function trusteeDesks({ language, token, view, scene }: TrusteeDesksOptions): Markup {
  const ids = actionsOf(scene)
  const affair = scene === 'innocent' ? 'visit' : 'fraud'
  const deskOf = (number: (typeof numbers)[number]) => {
    const at = `trustee-${number}` as const
    const own = ids.filter((id) => actions[id].at === at)
    if (own.length > 0) return desk({ language, token, view, at, ids: own })
    return number === 4 && scene === 'trustees' ? away(language) : ''
  }
  return html`${seats(language, view, affair)} ${delay(language, view, affair)} ${numbers.map(deskOf)}`
}

/** Five seats with a vote at each. */
function seats(language: Language, { requests }: View, affair: 'fraud' | 'visit'): Markup {
  const text = placeWords[language]
  const { approvals = [], refusals = [] } = requests[affair] ?? {}
  return html`<section class="seats" aria-label="${text.votes}">
    <ol>
      ${numbers.map((number) => {
        const has = (votes: readonly { trustee: number }[]) => votes.some(({ trustee }) => trustee === number)
        const [kind] = (
          [
            ['approved', has(approvals)],
            ['refused', has(refusals)],
            ['away', number === 4],
          ] as const
        ).find(([, holds]) => holds) ?? ['open' as const]
        const [name, who] = deskWords[`trustee-${number}`][language]
        return html`<li class="${kind}">
          <b class="number" aria-hidden="true">${number}</b>
          <span><strong class="name">${name}</strong>${who}</span>
          <em>${text.vote[kind]}</em>
        </li>`
      })}
    </ol>
  </section>`
}

/** The time in which a holder can object runs before anybody may approve. */
function delay(language: Language, { requests }: View, affair: 'fraud' | 'visit'): Markup | '' {
  const request = requests[affair]
  if (!request || request.opensAt <= new Date()) return ''
  return html`<p class="delay" role="status">
    ${frameWords[language].wait}
    <b data-until="${request.opensAt.toISOString()}"></b>
  </p>`
}

/** Who is not there has a terminal that nobody sits at. */
function away(language: Language): Markup {
  const [name, who] = deskWords['trustee-4'][language]
  return html`<section class="desk away" aria-labelledby="desk-trustee-4">
    <header>
      <i aria-hidden="true"></i>
      <h2 id="desk-trustee-4">${name}</h2>
      <p>${who}</p>
    </header>
    <p class="idle">${frameWords[language].away}</p>
  </section>`
}
