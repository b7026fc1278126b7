import type { Check as CredentialCheck, RejectionReason, VerifiedCredential } from '@velum/credential'
import type { Transaction } from './transaction.ts'

/** Names of the checks that compare an answer with what was asked, after the presentation itself held. */
export type AnswerCheckName = 'claims-asked-for' | 'nothing-else-shown' | 'one-presentation' | 'evidence-kept'

/** One named check: what was expected and what was found. Never holds the value of a claim. */
export interface Check {
  readonly name: CredentialCheck['name'] | AnswerCheckName
  readonly passed: boolean
  /** Which question of the query it belongs to. */
  readonly question: string
  readonly compared: { readonly expected?: string; readonly actual?: string }
}

/** Why an answer was not accepted. */
export type Rejection =
  | RejectionReason
  | 'claims-missing'
  | 'claims-not-asked-for'
  /** Several presentations where all credentials must stand in one. */
  | 'presentations-differ'
  /** What an opening would need could not be kept. */
  | 'evidence-not-kept'

/** Whose trustees can find out together who answered, by what the chain said when the question was asked. */
export interface VerifiedEscrow {
  /** Id of the authority, `0x…`. */
  readonly authority: string
  readonly name: string
  readonly epoch: number
  /** So many of `trustees` must act together. */
  readonly threshold: number
  readonly trustees: number
}

/** A credential that was accepted. Its profile is with the evidence: a verdict is plain JSON, and goes to the page. */
export type ShownCredential = Omit<VerifiedCredential, 'bound'>

/** What came out of an answer. */
export type Verdict =
  | {
      readonly accepted: true
      /** One for each question of the query, by its id. */
      readonly credentials: Readonly<Record<string, ShownCredential>>
      /** `possession`: whoever answered knows the secrets that every credential was issued to. `none`: a copy of a
       *  credential could have answered as well. */
      readonly holderBinding: 'none' | 'possession'
      /** The pseudonyms that were required, by label, base64url. */
      readonly pseudonyms: Readonly<Record<string, string>>
      /** `0x…`, 32 bytes; of an answer with a binding. */
      readonly presentationId?: string
      /** Where escrow was required: who together can open this presentation. */
      readonly escrow?: VerifiedEscrow
      /** What the holder agreed to, where the question was about a transaction. */
      readonly transaction?: Transaction
      readonly checks: readonly Check[]
    }
  | { readonly accepted: false; readonly reason: Rejection; readonly checks: readonly Check[] }
