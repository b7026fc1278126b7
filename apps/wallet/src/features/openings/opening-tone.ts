import type { OpeningState } from '@velum/holder'

/** How much there is to mind: `bad` where a name is known or can be, `care` while it may come to that, `good` where it will not. */
export type OpeningTone = 'bad' | 'care' | 'good' | 'plain'

const tones: Record<OpeningState, OpeningTone> = {
  requested: 'care',
  approved: 'care',
  openable: 'bad',
  opened: 'bad',
  refused: 'good',
  expired: 'good',
  vanished: 'plain',
}

export function openingTone(state: OpeningState): OpeningTone {
  return tones[state]
}

/** Whether something may still become of it. */
export function isUnderWay(state: OpeningState): boolean {
  return tones[state] === 'care' || state === 'openable'
}
