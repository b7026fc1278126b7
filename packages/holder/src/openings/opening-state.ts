import type { AuthorityView } from '../bindings/authority-view.ts'
import type { OpeningState } from './opening-view.ts'
import type { StoredOpening } from './stored-opening.ts'

/** How far a request has come. Of an authority that is not known nobody can say how many are enough. */
export function openingState(
  opening: StoredOpening,
  authority: AuthorityView | undefined,
  now: Date,
): OpeningState {
  const { approvals, refusals, result, expiresAt, takenBack } = opening
  if (takenBack?.what === 'request') return 'vanished'
  if (result !== undefined) return 'opened'
  if (authority !== undefined) {
    const { threshold, trustees } = authority
    // Also after the end: votes end then, and what was agreed stays.
    if (approvals.length >= threshold) return 'openable'
    if (trustees - refusals.length < threshold) return 'refused'
  }
  if (now >= new Date(expiresAt)) return 'expired'
  return approvals.length > 0 ? 'approved' : 'requested'
}

/** All of a request that the holder would want to hear of again, when it changes. */
export function standing(
  state: OpeningState,
  { approvals, refusals, takenBack }: Pick<StoredOpening, 'approvals' | 'refusals' | 'takenBack'>,
): string {
  return [state, approvals.length, refusals.length, takenBack?.what ?? ''].join(' ')
}
