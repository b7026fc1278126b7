import type { Round } from '../ceremony/ceremony-log.ts'
import type { CeremonyEnd } from '../ceremony/ceremony-state.ts'
import type { UnprovableFault } from '../ceremony/next-step.ts'

/** How a trustee's part in a ceremony goes on. */
export type CeremonyProgress =
  /** This trustee begins a ceremony on chain. */
  | { readonly type: 'begins'; readonly epoch: number }
  /** Its secrets of the ceremony are drawn and on disk. */
  | { readonly type: 'prepared'; readonly ceremony: number; readonly epoch: number }
  /** What it has to say in this round is on disk, and goes out now. */
  | { readonly type: 'sends'; readonly round: Round }
  | { readonly type: 'sent'; readonly round: Round }
  /** Its share is on disk, encrypted; now it signs. */
  | { readonly type: 'share-stored'; readonly file: string }
  /** It waits for these trustees. */
  | { readonly type: 'waits'; readonly round: Round; readonly for: readonly number[] }
  /** It waits until what was sent is final. */
  | { readonly type: 'waits-final' }
  /** The chain's node does not answer: it asks again. */
  | { readonly type: 'waits-chain' }
  /** It has seen that another broke the rules, and ends the ceremony. */
  | { readonly type: 'accuses'; readonly trustee: number; readonly fault: string }
  /** All have signed: it publishes the outcome. */
  | { readonly type: 'publishes' }

/** Why a trustee ends a ceremony and accuses nobody. */
export type SeenFault =
  | UnprovableFault
  /** Somebody has approved a request meanwhile, which new shares would strand. The number is 0. */
  | 'requests-half-approved'
  /** Its own vote for a request may be on its way, which new shares would strand. The number is its own. */
  | 'vote-pending'

export type CeremonyResult =
  | {
      readonly result: 'done'
      readonly ceremony: number
      readonly epoch: number
      readonly revision: number
      /** 48 octets: the key that presentations encrypt to. */
      readonly publicKey: Uint8Array
      /** Where the share is. */
      readonly file: string
    }
  | ({
      readonly result: 'aborted'
      readonly ceremony: number
      readonly epoch: number
      /** What this trustee saw but cannot show to others. */
      readonly seen?: { readonly fault: SeenFault; readonly trustee: number }
    } & CeremonyEnd)
  /** No ceremony is under way, and none was asked for. */
  | { readonly result: 'none'; readonly epoch: number }

export interface TakePartOptions {
  /** Which ceremony to begin where none is under way: none by default once there is a key. */
  readonly begin?: 'next-epoch' | { readonly refresh: number | 'current' }
  /** In a refresh: whose shares carry the key over, the same list at all trustees. */
  readonly dealers?: readonly number[]
  readonly onProgress?: (progress: CeremonyProgress) => void
  /** How often the chain is looked at: every three seconds by default. */
  readonly pollMilliseconds?: number
  readonly signal?: AbortSignal
}
