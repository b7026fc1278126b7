export type { DerivedProofContents } from './bbs-2023-proof-value.ts'
export type {
  BbsPlusCredential,
  DerivedBbsPlusCredential,
  UnsignedBbsPlusCredential,
} from './bbs-plus/bbs-plus-credential.ts'
export { type IssueBbsPlusOptions, issueBbsPlusCredential } from './bbs-plus/issue-bbs-plus-credential.ts'
export type { AuthorityEpoch, AuthoritySource } from './binding/authority-source.ts'
export {
  type BindingParametersOptions,
  bindingNumbers,
  bindingParametersOf,
} from './binding/binding-parameters.ts'
export type { BindingProof, BoundPresentation } from './binding/bound-presentation.ts'
export type { AwaitedBinding } from './binding/check-issued-binding.ts'
export {
  type BindingToPresent,
  type CreateBoundPresentationOptions,
  type CreatedBoundPresentation,
  type CredentialToPresent,
  createBoundPresentation,
} from './binding/create-bound-presentation.ts'
export type { BoundExpectations, BoundSources, ExpectedStatement } from './binding/expectations.ts'
export { type IsPublishedAtOptions, isPublishedAt } from './binding/is-published-at.ts'
export {
  type IssueBoundCredentialOptions,
  type IssuedBoundCredential,
  issueBoundCredential,
} from './binding/issue-bound-credential.ts'
export type { KeptPoints } from './binding/kept-points.ts'
export type { ProfileSource, PublishedProfiles } from './binding/profile-source.ts'
export type { ScopeSource } from './binding/scope-source.ts'
export {
  type TemplateProfile,
  type TemplateProfileOptions,
  templateProfile,
} from './binding/template-profile.ts'
export { boundResidentIdTemplate } from './bound-resident-id-template.ts'
export {
  type CheckStatusOptions,
  checkStatus,
  type StatusAnchor,
  type StatusOutcome,
  type StatusSource,
} from './check-status.ts'
export { vocabularyIri } from './contexts.ts'
export {
  type CreatePresentationOptions,
  createPresentation,
  type HolderProof,
  type Presentation,
} from './create-presentation.ts'
export {
  type Claims,
  type ClaimValue,
  type Credential,
  type CredentialProof,
  type CredentialSubject,
  credentialClaims,
  type DerivedCredential,
  type StatusEntry,
  type TemplateReference,
  typeIris,
  type UnsignedCredential,
} from './credential.ts'
export { CredentialError, type CredentialErrorCode } from './credential-error.ts'
export {
  type CredentialBody,
  type CredentialSuite,
  credentialBody,
  credentialSuite,
  type HeldCredential,
  isBbs2023,
  type ShownCredential,
} from './credential-suite.ts'
export { type DeriveCredentialOptions, deriveCredential, inspectDerivedProof } from './derive-credential.ts'
export { createDocumentLoader, type DocumentLoader } from './document-loader.ts'
export { type IssueCredentialOptions, issueCredential } from './issue-credential.ts'
export {
  type BlsKeyPair,
  createBlsKeyPair,
  createEd25519KeyPair,
  type Ed25519KeyPair,
  restoreBlsKeyPair,
  restoreEd25519KeyPair,
} from './key-pair.ts'
export { parseCredential } from './parse-credential.ts'
export { parseTemplate } from './parse-template.ts'
export { presentationHeader } from './presentation-header.ts'
export type { Random } from './random.ts'
export { residentIdTemplate } from './resident-id-template.ts'
export { type SharedValue, sharedValues } from './shared-values.ts'
export { type SignStatusListOptions, signStatusList, statusListHash } from './sign-status-list.ts'
export {
  createStatusList,
  parseStatusList,
  readStatus,
  type SetStatusOptions,
  type StatusList,
  setStatus,
  statusListLength,
} from './status-list.ts'
export type {
  ClaimSchema,
  ClaimsSchema,
  LocalizedText,
  Template,
  TemplateBinding,
  TemplateNumber,
} from './template.ts'
export { encodeTemplate, reviseTemplate, templateDigest, templateHash } from './template-hash.ts'
export { type ClaimProblem, type ClaimProblemCode, validateClaims } from './validate-claims.ts'
export type {
  AcceptedCredential,
  AcceptedEscrow,
  AcceptedPresentation,
  BindingRejection,
  Check,
  CheckName,
  IssuedVerdict,
  Pseudonym,
  Rejected,
  RejectionReason,
  StatusRejection,
  Verdict,
  VerifiedCredential,
} from './verdict.ts'
export { type VerifyIssuedOptions, verifyIssued } from './verify-issued.ts'
export { type VerifyPresentationOptions, verifyPresentation } from './verify-presentation.ts'
