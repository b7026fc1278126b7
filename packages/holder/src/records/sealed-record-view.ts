import type { LocalizedText } from '@velum/credential'
import type { AuthorityView } from '../bindings/authority-view.ts'
import type { ClaimView } from '../credentials/claim-view.ts'
import type { IssuerSummary } from '../credentials/issuer-summary.ts'

/** Where a sealed record stands, as far as this wallet has checked itself.
 *  `waiting`: the issuer has it, and its fingerprint is not on the chain yet.
 *  `anchored`: it opens to what the holder signed, and its fingerprint is in a batch whose root is on the chain.
 *  `replaced`: as `anchored`, for a later record that the holder has signed too.
 *  `missing`: the issuer says that it has no such record.
 *  `mismatch`: what the issuer keeps is not what the holder signed, or does not lead to the root on the chain. */
export type SealedRecordState = 'waiting' | 'anchored' | 'replaced' | 'missing' | 'mismatch'

/** A record that was sealed with a bound credential. */
export interface SealedRecordView {
  readonly credentialId: string
  readonly title: LocalizedText
  readonly issuer: IssuerSummary
  /** What is sealed, in the template's order. */
  readonly claims: readonly ClaimView[]
  readonly recordVersion: number
  /** As the chain had it when the holder signed. */
  readonly authority?: AuthorityView
  /** The day that the holder signed for, as `YYYY-MM-DD`. */
  readonly date: string
  /** Whether the issuer may have put the sealed record on the chain. */
  readonly publish: boolean
  /** Whether another certified key has signed it too. */
  readonly independentlySigned: boolean
  readonly state: SealedRecordState
  /** When the issuer and the chain were last asked. ISO 8601. */
  readonly checkedAt?: string
  /** The issuer's batch, once anchored. */
  readonly anchoredInBatch?: number
}
