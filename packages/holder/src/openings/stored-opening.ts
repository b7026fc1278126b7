import { collectionName } from '@velum/vault'
import type { OpeningPlace, OpeningRequester, OpeningVoteView, TakenBack } from './opening-view.ts'

/** A request as the vault keeps it, under its id: what the chain said when it was last read. */
export interface StoredOpening {
  readonly presentationId: string
  readonly requester: Omit<OpeningRequester, 'kind'>
  readonly basisHash: string
  /** As it stands on the chain. */
  readonly answerTo: string
  readonly authorityId: string
  readonly epoch: number
  readonly requested: OpeningPlace
  readonly opensAt: string
  readonly expiresAt: string
  readonly approvals: readonly OpeningVoteView[]
  readonly refusals: readonly OpeningVoteView[]
  readonly result?: OpeningPlace & { readonly resultHash: string }
  readonly takenBack?: TakenBack
  readonly noticedAt: string
  /** What the holder has seen of it, as `standing` puts it. */
  readonly acknowledged?: string
}

export const openingCollection = collectionName<StoredOpening>('openings')

/** How far the watch has come. */
export interface StoredWatch {
  /** The highest final block that it has read to. */
  readonly readTo: number
  readonly checkedAt: string
  readonly nodeBehind: boolean
}

export const watchCollection = collectionName<StoredWatch>('openings-watch')
export const watchId = 'watch'
