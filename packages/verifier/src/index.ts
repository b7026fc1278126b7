export type { Evidence, EvidenceCredential } from '@velum/exchange'
export type { CreatedRequest, SessionOptions } from './add-session.ts'
export { createVerifier, type Verifier } from './create-verifier.ts'
export { describeCheck } from './describe-check.ts'
export type { ResponseReceipt } from './end-session.ts'
export type { EvidenceOptions, EvidenceStore, StoredEvidence } from './evidence-store.ts'
export { type Explanation, explainRejection } from './explain-rejection.ts'
export { createMemoryEvidenceStore } from './memory-evidence-store.ts'
export { createMemorySessionStore } from './memory-session-store.ts'
export type { EvidenceMissing } from './openings/find-evidence.ts'
export type { HandOver, HandOverOptions } from './openings/hand-over.ts'
export type { OpeningChange, OpeningStatus } from './openings/opening-changes.ts'
export type { OpeningPreparation, OpeningRequestOptions } from './openings/opening-request.ts'
export { createOpeningWebhook, type OpeningWebhookOptions } from './openings/opening-webhook.ts'
export type { OpeningsCursor, WatchOpeningsOptions } from './openings/watch-openings.ts'
export type { PinnedAuthority } from './pinned-authority.ts'
export type { Random } from './random-text.ts'
export type { OutcomeView } from './read-outcome.ts'
export { askFor, type RequestDefinition } from './request-definition.ts'
export {
  escrow,
  possession,
  pseudonym,
  type Requirement,
  type RequirementTarget,
  sameHolder,
} from './requirement.ts'
export type { Outcome, Question, Session, SessionPhase } from './session.ts'
export type { SessionStore } from './session-store.ts'
export type { Started } from './start.ts'
export type { Transaction, TransactionOf } from './transaction.ts'
export type {
  AnswerCheckName,
  Check,
  Rejection,
  ShownCredential,
  Verdict,
  VerifiedEscrow,
} from './verdict.ts'
export { VerifierError, type VerifierErrorCode } from './verifier-error.ts'
export type { VerifierOptions } from './verifier-options.ts'
