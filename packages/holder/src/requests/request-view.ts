import type { LocalizedText } from '@velum/credential'
import type { AuthorizationRequest } from '@velum/exchange'
import type { ClaimView } from '../credentials/claim-view.ts'
import type { CredentialCard } from '../credentials/credential-card.ts'
import type { StatementView } from './statement-view.ts'

/** What a holder should see before answering: who asks, why, and what would be shown. */
export interface RequestView {
  /** Same for the same request, whenever and wherever it is opened. */
  readonly id: string
  readonly verifier: VerifierView
  readonly purpose?: LocalizedText
  /** What the answer would confirm. The verifier's own word; its fingerprint is under the proofs. */
  readonly transaction?: TransactionView
  readonly queries: readonly CredentialQueryView[]
  /** What stands against the request as a whole. */
  readonly problems: readonly RequestProblem[]
  /** Whether some selection can answer it. */
  readonly answerable: boolean
  /** The parsed request: `answerRequest` needs it. */
  readonly request: AuthorizationRequest
}

export interface TransactionView {
  readonly description: LocalizedText
  readonly reference?: string
}

export interface VerifierView {
  /** Who asks, when proved; else merely where the answer goes. */
  readonly host: string
  /** Where the answer goes, when that is not `host`. */
  readonly answerHost?: string
  /** Whether this host is certain to have asked: its DID signed the request, or it served a sign-in itself. When not,
   *  anyone could have written its name. */
  readonly proved: boolean
  readonly did?: string
  /** The verifier's own word about itself: show the host beside it. */
  readonly name?: LocalizedText
}

export interface CredentialQueryView {
  readonly queryId: string
  /** What is to be proved beside claims; empty for most. Only bound credentials can. */
  readonly statements: readonly StatementView[]
  /** Best first; a candidate with problems can be shown but not chosen. */
  readonly candidates: readonly CandidateView[]
  /** What stands against this part whichever candidate is chosen: it cannot be answered while there is any. */
  readonly problems: readonly RequestProblem[]
}

export interface CandidateView {
  readonly credential: CredentialCard
  /** Asked for, with the value that would be shown. */
  readonly claims: readonly RequestedClaim[]
  /** Not asked for, and shown nevertheless, because the template always shows them. */
  readonly alwaysShown: readonly ClaimView[]
  /** Which sets of optional claims the verifier takes, as names; from most services every subset is there. */
  readonly optionalSets: readonly (readonly string[])[]
  readonly linkability: readonly LinkabilityNote[]
  readonly problems: readonly RequestProblem[]
  /** Whether it can be chosen: every problem but `status-unknown` forbids it. */
  readonly usable: boolean
}

export interface RequestedClaim extends ClaimView {
  readonly required: boolean
}

/** What would let services recognise the holder. `status-index`: the position in the revocation list is the same each
 *  time; `status-index-here`: it is the same each time for this service, and other services see others; `unique-claim`: nobody else has this value; `rare-claim`: few others have it. */
export type LinkabilityNote =
  | { readonly code: 'status-index' }
  | { readonly code: 'status-index-here' }
  | { readonly code: 'unique-claim' | 'rare-claim'; readonly claim: string; readonly label: LocalizedText }

export type RequestProblem =
  | { readonly code: 'no-credential'; readonly types: readonly string[] }
  | { readonly code: 'claim-missing'; readonly claim: string; readonly label?: LocalizedText }
  | { readonly code: 'revoked' }
  | { readonly code: 'expired' }
  | { readonly code: 'not-yet-valid' }
  | { readonly code: 'status-unknown' }
  | { readonly code: 'already-answered' }
  /** Something is to be proved that this credential cannot prove: it is not bound, or what binds it is not here. */
  | { readonly code: 'binding-missing' }
  /** The credential's record is sealed for another authority than the service names. */
  | { readonly code: 'authority-differs' }
  /** The chain does not know the authority, or recognises it no more. */
  | { readonly code: 'authority-not-current'; readonly authority: string }
  /** The service asks for a key of the authority that is not its newest. */
  | { readonly code: 'epoch-not-current'; readonly authority: string }
  /** The trust registry does not name this service for the shared scope. */
  | { readonly code: 'scope-unknown'; readonly label: string }
  /** The service does not say that it takes credentials of this suite. */
  | { readonly code: 'suite-not-taken' }
  /** Something else of the same answer must be shown with its binding, and a credential of this suite cannot stand beside. */
  | { readonly code: 'suite-stands-alone' }
  /** Nothing proves who asks, and pseudonyms and sealed names are for services that prove it. */
  | { readonly code: 'request-unsigned' }
