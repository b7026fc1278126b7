export { ExchangeError, type ExchangeErrorCode } from './exchange-error.ts'
export { encodeCanonicalJson, hasForm, isHex, parseCanonicalJson } from './opening/canonical-json.ts'
export type { Evidence, EvidenceCredential } from './opening/evidence.ts'
export type { Handover, OpeningCase } from './opening/opening-case.ts'
export {
  basisHash,
  encodeOpeningCase,
  isOpeningCase,
  parseOpeningCase,
} from './opening/parse-opening-case.ts'
export { type EvidencedQuestion, readQuestion } from './opening/read-question.ts'
export type { AccessToken } from './vci/access-token.ts'
export {
  type BindingAuthority,
  type BindingSession,
  createBindingSession,
} from './vci/binding-session.ts'
export {
  type BoundCredentials,
  createBoundCredentialResponse,
  type SealedRecord,
} from './vci/bound-credentials.ts'
export { type ConfigurationName, configurationId, parseConfigurationId } from './vci/configuration-id.ts'
export { createCredentialOffer } from './vci/create-credential-offer.ts'
export { createIssuerMetadata, type IssuerDocuments } from './vci/create-issuer-metadata.ts'
export type { CredentialOffer, TxCodeRequest } from './vci/credential-offer.ts'
export { fetchIssuerMetadata } from './vci/fetch-issuer-metadata.ts'
export { fetchRecordStatus } from './vci/fetch-record-status.ts'
export { encodeIdentityRecord, type IdentityRecord, parseIdentityRecord } from './vci/identity-record.ts'
export type { ClaimDescription, CredentialConfiguration, IssuerMetadata } from './vci/issuer-metadata.ts'
export { offerLink } from './vci/offer-link.ts'
export {
  type BoundCredentialRequest,
  parseBoundCredentialRequest,
} from './vci/parse-bound-credential-request.ts'
export { parseCredentialOffer } from './vci/parse-credential-offer.ts'
export { type CredentialRequest, parseCredentialRequest } from './vci/parse-credential-request.ts'
export { parseTokenRequest, type TokenRequest } from './vci/parse-token-request.ts'
export type { ProofKey } from './vci/proof-key.ts'
export { type AnchoredRecord, createRecordStatus, type RecordStatus } from './vci/record-status.ts'
export { createRefusal, type Refusal, type RefusalCode, refuse } from './vci/refusal.ts'
export { requestBindingSession } from './vci/request-binding-session.ts'
export { requestBoundCredentials } from './vci/request-bound-credentials.ts'
export { requestCredentials } from './vci/request-credentials.ts'
export { requestNonce } from './vci/request-nonce.ts'
export { requestToken } from './vci/request-token.ts'
export {
  type AuthorizationRequest,
  bbsPlusProofType,
  bindingCryptosuite,
  purposeMember,
  type VerifiedParty,
  walletAudience,
} from './vp/authorization-request.ts'
export {
  type AuthorizationResponse,
  createAuthorizationRefusal,
  createAuthorizationResponse,
  type Presentations,
} from './vp/authorization-response.ts'
export { type BoundExpectationsOptions, boundExpectations } from './vp/bound-expectations.ts'
export { type AnswerCheck, checkAnswer } from './vp/check-answer.ts'
export {
  type AuthorizationRequestOptions,
  type CreatedRequest,
  clientIdOf,
  createAuthorizationRequest,
} from './vp/create-authorization-request.ts'
export { type CredentialWish, createQuery } from './vp/create-query.ts'
export {
  asksForStatements,
  type ClaimQuery,
  type CredentialQuery,
  claimName,
  type DcqlQuery,
  parseQuery,
  statementsOf,
} from './vp/dcql-query.ts'
export {
  type Candidate,
  chooseClaims,
  matchQuery,
  type QueryableCredential,
  type QueryMatch,
} from './vp/match-query.ts'
export { parseAuthorizationRequest } from './vp/parse-authorization-request.ts'
export {
  parseAuthorizationResponse,
  type ReceivedResponse,
  selectPresentations,
} from './vp/parse-authorization-response.ts'
export { type PostOutcome, postAuthorizationResponse } from './vp/post-authorization-response.ts'
export { createRequestLink, createSignInLink } from './vp/request-link.ts'
export type { RequestSigner } from './vp/request-signer.ts'
export { requireTimely } from './vp/request-time.ts'
export type { RequestedStatement } from './vp/requested-statement.ts'
export { createSignInAnswer, type SignInKey } from './vp/sign-in.ts'
export { fetchSignInChallenge, type SignInChallenge } from './vp/sign-in-challenge.ts'
export type { Transaction, TransactionDescription } from './vp/transaction.ts'
export { type SignInRejection, type SignInVerdict, verifySignIn } from './vp/verify-sign-in.ts'
