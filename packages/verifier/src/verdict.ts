import type { Check as CredentialCheck, RejectionReason, VerifiedCredential } from '@velum/credential'

/** Names of the checks that compare an answer with what was asked, after the presentation itself held. */
export type AnswerCheckName = 'claims-asked-for' | 'nothing-else-shown'

/** One named check: what was expected and what was found. Never holds the value of a claim. */
export interface Check {
  readonly name: CredentialCheck['name'] | AnswerCheckName
  readonly passed: boolean
  /** Which question of the query it belongs to. */
  readonly question: string
  readonly compared: { readonly expected?: string; readonly actual?: string }
}

/** Why an answer was not accepted. */
export type Rejection = RejectionReason | 'claims-missing' | 'claims-not-asked-for'

/** What came out of an answer. */
export type Verdict =
  | {
      readonly accepted: true
      /** One for each question of the query, by its id. */
      readonly credentials: Readonly<Record<string, VerifiedCredential>>
      readonly checks: readonly Check[]
    }
  | { readonly accepted: false; readonly reason: Rejection; readonly checks: readonly Check[] }
