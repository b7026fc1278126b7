export { type Binding, decodeBinding, encodeBinding } from './binding.ts'
export { BindingError, type BindingErrorCode } from './binding-error.ts'
export {
  type BindingParameters,
  bindingHeader,
  type NumberRange,
} from './binding-parameters.ts'
export {
  type AcceptBindingOptions,
  acceptBinding,
} from './companion-signature/accept-binding.ts'
export {
  decodeIssuedBinding,
  encodeIssuedBinding,
  type IssuedBinding,
} from './companion-signature/issued-binding.ts'
export {
  type BindingMessages,
  type SignBindingOptions,
  signBinding,
} from './companion-signature/sign-binding.ts'
export { createHolderSecrets, type HolderSecrets } from './holder-secrets.ts'
export {
  type EscrowToken,
  type ReadEscrowTokenOptions,
  readEscrowToken,
} from './presentation/escrow-token.ts'
export type { BindingToProve } from './presentation/init-binding.ts'
export type { CredentialToProve } from './presentation/init-presentation.ts'
export { type BindingBOptions, bindingB, type SignatureBOptions, signatureB } from './presentation/kept-b.ts'
export type { BindingExpectation } from './presentation/open-binding.ts'
export type { PresentedCredential } from './presentation/open-presentation.ts'
export type { AuthorityKey, PresentationContext } from './presentation/presentation-context.ts'
export type { PresentationFault } from './presentation/presentation-fault.ts'
export {
  type ProvedPresentation,
  type ProvePresentationOptions,
  provePresentation,
} from './presentation/prove-presentation.ts'
export type { Statement } from './presentation/statement.ts'
export type { EscrowStatement } from './presentation/statements/escrow.ts'
export {
  type PseudonymOfOptions,
  type PseudonymStatement,
  pseudonymOf,
} from './presentation/statements/pseudonym.ts'
export { bindingCryptosuite, presentationHeaderOf } from './presentation/transcript.ts'
export {
  type PresentationVerdict,
  type VerifyBoundPresentationOptions,
  verifyBoundPresentation,
} from './presentation/verify-bound-presentation.ts'
export {
  type CreatedRegistration,
  type CreateRegistrationOptions,
  createRegistration,
  type RegistrationPointsOptions,
  registrationPoints,
} from './registration/create-registration.ts'
export {
  type CertifiedName,
  type DescribedCertificate,
  describeCertificate,
  type IndependentSignature,
  type RecordStatementOptions,
  recordStatement,
  type TrustCertificateOptions,
  trustCertificate,
  verifyIndependentSignature,
} from './registration/independent-signature.ts'
export {
  type RecordSignature,
  type SignedRecord,
  type VerifyRecordSignatureOptions,
  verifyRecordSignature,
} from './registration/record-signature.ts'
export type { RegistrationSubject } from './registration/registration-proof.ts'
export {
  type OpenedRegistration,
  type RegistrationRejection,
  type RegistrationVerdict,
  type VerifyRegistrationOptions,
  verifyRegistration,
} from './registration/verify-registration.ts'
export {
  type InclusionOptions,
  type MerkleTree,
  merkleTree,
  verifyInclusion,
} from './sealed-record/merkle-tree.ts'
export { recordAddress } from './sealed-record/record-address.ts'
export type { RecordContent } from './sealed-record/record-content.ts'
export { type RecordLeafOptions, recordLeaf } from './sealed-record/record-leaf.ts'
export {
  type OpenSealedRecordOptions,
  openSealedRecord,
  type SealedRecord,
  type SealRecordOptions,
  sealRecord,
} from './sealed-record/seal-record.ts'
export type { SealingContext } from './sealed-record/sealing-key.ts'
