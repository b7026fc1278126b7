import { authorityView } from '../bindings/current-authority.ts'
import type { ShownBinding } from '../history/history-entry.ts'
import type { ChosenCredential } from './choose-credential.ts'

/** What the history keeps of a bound presentation, so that the holder can tell later when it is opened. */
export function shownBinding(presentationId: string, chosen: readonly ChosenCredential[]): ShownBinding {
  const views = chosen.flatMap(({ statements }) => statements.views)
  const authority = chosen.map(({ statements }) => statements.authority).find((found) => found !== undefined)
  const pseudonyms = views.flatMap((view) => {
    if (view.type !== 'pseudonym') return []
    const { label, scope, pseudonym, short } = view
    if (pseudonym === undefined || short === undefined) return []
    return [{ label, pseudonym, short, ...(scope !== undefined && { scope }) }]
  })
  const named = new Map(pseudonyms.map((shown) => [`${shown.label} ${shown.pseudonym}`, shown]))
  return {
    presentationId,
    pseudonyms: [...named.values()],
    ...(authority && { escrow: authorityView(authority) }),
    sameHolder: views.some(({ type }) => type === 'same-holder'),
  }
}
