import type { LocalizedText } from '@velum/credential'
import type { AuthorityView } from '../bindings/authority-view.ts'
import type { ClaimView } from '../credentials/claim-view.ts'
import type { TransactionView, VerifierView } from '../requests/request-view.ts'

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
  /** What was confirmed by it. */
  readonly transaction?: TransactionView
  /** What was proved beside claims, when a bound credential was among them. */
  readonly bound?: ShownBinding
}

export interface ShownBinding {
  /** `0x` and 64 hexadecimal digits: by this name an opening would speak of this presentation. */
  readonly presentationId: string
  readonly pseudonyms: readonly {
    readonly label: string
    /** base64url. */
    readonly pseudonym: string
    readonly short: string
    readonly scope?: string
  }[]
  /** Who together could open it. */
  readonly escrow?: AuthorityView
  readonly sameHolder: boolean
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
