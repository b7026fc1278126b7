import type { CredentialSuite, LocalizedText, StatusRejection } from '@velum/credential'
import type { SealedRecordView } from '../records/sealed-record-view.ts'
import type { ClaimView } from './claim-view.ts'
import type { IssuerSummary } from './issuer-summary.ts'

/** `unknown`: the status list gave no answer within the last day, so neither yes nor no. */
export type CredentialState = 'valid' | 'not-yet-valid' | 'expired' | 'revoked' | 'unknown'

/** What the face of a credential shows. */
export interface CredentialCard {
  readonly id: string
  readonly title: LocalizedText
  readonly issuer: IssuerSummary
  readonly template: { readonly name: string; readonly version: number; readonly type: string }
  /** Hue of the card, 0 to 360, when the template has a wish. */
  readonly hue?: number
  /** ISO 8601. */
  readonly validFrom: string
  readonly validUntil: string
  readonly receivedAt: string
  readonly state: CredentialState
  /** Of its signature. `BbsBlsSignature2020` is superseded; nothing binds such a credential, and few services take it. */
  readonly suite: CredentialSuite
  /** Whether it is bound to this wallet: a copy of it is of no use to anybody else. */
  readonly bound: boolean
  /** When the status list last gave an answer; absent before the first one. ISO 8601. */
  readonly statusCheckedAt?: string
  /** Why the newest look at the status list gave none: out of reach, or refused because the chain disagrees. */
  readonly statusProblem?: StatusRejection
}

export interface CredentialDetail extends CredentialCard {
  /** In the template's order; absent optional claims are left out. */
  readonly claims: readonly ClaimView[]
  /** Names of the claims that every presentation shows. */
  readonly alwaysDisclosed: readonly string[]
  /** What was sealed with it, for a bound credential. */
  readonly record?: SealedRecordView
  /** The signed document, for those who want to see it. */
  readonly document: unknown
}
