import type { AuthorityView } from '../bindings/authority-view.ts'
import type { ShownCredentials } from '../history/history-entry.ts'
import type { AnswerAddress } from './answer-address.ts'

/** How far somebody has come who wants to know who gave a presentation.
 *  `requested`: nobody has agreed. `approved`: some trustees have, not enough. `openable`: enough have, so from here on the requester
 *  can open it, whether or not it says so. `opened`: the requester has put its result on the chain. `refused`: so many trustees refuse
 *  that not enough are left. `expired`: the time for votes is over and not enough agreed. `vanished`: the chain shows it no more. */
export type OpeningState =
  | 'requested'
  | 'approved'
  | 'openable'
  | 'opened'
  | 'refused'
  | 'expired'
  | 'vanished'

/** A request on the chain to open one of the holder's presentations, and what became of it. */
export interface OpeningView {
  /** `0x` and 64 hexadecimal digits, as all ids and hashes here. */
  readonly requestId: string
  readonly presentationId: string
  /** What was shown to whom and when, from the history. */
  readonly presentation: ShownCredentials
  readonly requester: OpeningRequester
  /** SHA-256 of the document on which the requester relies. */
  readonly basisHash: string
  readonly answerTo: AnswerAddress
  /** The authority that the request names. */
  readonly authorityId: string
  readonly epoch: number
  /** The one that the presentation was sealed for, when the request names it; another cannot open the presentation. */
  readonly authority?: AuthorityView
  /** Whether the request names the authority and the key that the presentation was sealed for. */
  readonly fits: boolean
  readonly requested: OpeningPlace
  /** Moments here are in ISO 8601. From then on trustees approve. */
  readonly opensAt: string
  /** From then on nobody votes. */
  readonly expiresAt: string
  /** Oldest first. */
  readonly approvals: readonly OpeningVoteView[]
  /** Oldest first. */
  readonly refusals: readonly OpeningVoteView[]
  /** What the requester put on the chain: the hash of its result, never the result. */
  readonly result?: OpeningPlace & { readonly resultHash: string }
  readonly state: OpeningState
  /** What was noticed and is no longer on the chain, which was reorganised: the request, a trustee's vote, or the result. */
  readonly takenBack?: TakenBack
  /** When this wallet first saw it. */
  readonly noticedAt: string
  /** Whether something of it is new since the holder last acknowledged it. */
  readonly news: boolean
  readonly chainId: number
  /** The contract with the request. */
  readonly registry: string
}

export interface OpeningPlace {
  readonly at: string
  readonly block: number
  readonly blockHash: string
  readonly transactionHash: string
}

export interface OpeningVoteView extends OpeningPlace {
  /** The trustee's number, from 1. */
  readonly trustee: number
  readonly account: string
  /** Of what the trustee holds ready for the requester, or of its reason. */
  readonly hash: string
}

/** Who asks. `audience`: the service to which the presentation was shown. `other-service`: another that the register names.
 *  `unregistered`: an account that the register names for no service; it may have the service's handover, which only trustees see. */
export interface OpeningRequester {
  readonly kind: 'audience' | 'other-service' | 'unregistered'
  readonly account: string
  /** Of the services that the account acted for when it asked, in full. */
  readonly clientIds: readonly string[]
}

export interface TakenBack {
  readonly what: 'request' | 'vote' | 'result'
  /** When this wallet noticed it. */
  readonly noticedAt: string
}

/** All that the watch knows. */
export interface OpeningsView {
  /** Newest first. */
  readonly openings: readonly OpeningView[]
  /** How many presentations are watched. */
  readonly watched: number
  /** When the chain was last read. */
  readonly checkedAt?: string
  /** Whether the node then knew less of the chain than before, so that nothing was taken back. */
  readonly nodeBehind: boolean
}
