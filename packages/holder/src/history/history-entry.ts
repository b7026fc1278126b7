import type { LocalizedText } from '@velum/credential'
import type { ClaimView } from '../credentials/credential-card.ts'
import type { VerifierView } from '../requests/request-view.ts'

/** `sending`: written before the answer leaves; when it stays, the wallet was interrupted and the answer may have
 *  arrived. `sent-unknown`: it left, and what the verifier said cannot be known. `refused`: the verifier said no. */
export type HistoryOutcome = 'sending' | 'delivered' | 'sent-unknown' | 'refused'

/** What was shown to whom, when, and what came of it. */
export type HistoryEntry = ShownCredentials | SignIn

export interface ShownCredentials extends HistoryFacts {
  readonly kind: 'presentation'
  readonly purpose?: LocalizedText
  readonly shown: readonly {
    readonly credentialId: string
    readonly title: LocalizedText
    readonly claims: readonly ClaimView[]
  }[]
}

export interface SignIn extends HistoryFacts {
  readonly kind: 'sign-in'
  readonly did: string
}

interface HistoryFacts {
  readonly id: string
  /** ISO 8601. */
  readonly at: string
  readonly verifier: VerifierView
  readonly outcome: HistoryOutcome
}
