export { AuthorityError, type AuthorityErrorCode } from './authority-error.ts'
export { type CreateAuthorityOptions, type CreatedAuthority, createAuthority } from './create-authority.ts'
export type { RandomOctets } from './octets.ts'
export { type Combined, type CombineOptions, combine, type FaultyPartial } from './opening/combine.ts'
export {
  type DecryptPartiallyOptions,
  decryptPartially,
  type PartialDecryption,
} from './opening/decrypt-partially.ts'
export {
  type InspectCaseOptions,
  type Inspection,
  type InspectionCheck,
  type InspectionName,
  inspectCase,
  type NotChecked,
} from './opening/inspect-case.ts'
export type {
  AnchoredBatch,
  HandoverToCheck,
  IssuerChange,
  OpeningChain,
  OpeningRequest,
  Place,
  PublishedEpoch,
  PublishedProfile,
  PublishedRefresh,
  Vote,
} from './opening/opening-chain.ts'
export type { OpeningSubject } from './opening/opening-subject.ts'
export { createRequesterKey, type RequesterKey } from './opening/requester-key.ts'
export { type ResultHashOptions, resultHash } from './opening/result-hash.ts'
export {
  type OpenSealedPartialOptions,
  openSealedPartial,
  type SealPartialOptions,
  sealPartial,
} from './opening/seal-partial.ts'
export {
  type PartialFault,
  type PartialVerdict,
  type ReceivedPartial,
  type VerifyPartialOptions,
  verifyPartial,
} from './opening/verify-partial.ts'
export { decodeTrusteeShare, encodeTrusteeShare, type TrusteeShare } from './trustee-share.ts'
