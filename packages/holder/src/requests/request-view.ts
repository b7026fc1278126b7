import type { LocalizedText } from '@velum/credential'
import type { AuthorizationRequest } from '@velum/exchange'
import type { ClaimView, CredentialCard } from '../credentials/credential-card.ts'

/** What a holder should see before answering: who asks, why, and what would be shown. */
export interface RequestView {
  /** Same for the same request, whenever and wherever it is opened. */
  readonly id: string
  readonly verifier: VerifierView
  readonly purpose?: LocalizedText
  readonly queries: readonly CredentialQueryView[]
  /** What stands against the request as a whole. */
  readonly problems: readonly RequestProblem[]
  /** Whether some selection can answer it. */
  readonly answerable: boolean
  /** The parsed request: `answerRequest` needs it. */
  readonly request: AuthorizationRequest
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
  /** Best first; a candidate with problems can be shown but not chosen. */
  readonly candidates: readonly CandidateView[]
  /** Why there is no candidate at all. */
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
 *  time; `unique-claim`: nobody else has this value; `rare-claim`: few others have it. */
export type LinkabilityNote =
  | { readonly code: 'status-index' }
  | { readonly code: 'unique-claim' | 'rare-claim'; readonly claim: string; readonly label: LocalizedText }

export type RequestProblem =
  | { readonly code: 'no-credential'; readonly types: readonly string[] }
  | { readonly code: 'claim-missing'; readonly claim: string; readonly label?: LocalizedText }
  | { readonly code: 'revoked' }
  | { readonly code: 'expired' }
  | { readonly code: 'not-yet-valid' }
  | { readonly code: 'status-unknown' }
  | { readonly code: 'already-answered' }
