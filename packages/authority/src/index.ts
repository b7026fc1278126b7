export { type AuditReport, audit, type OpeningState } from './audit/audit.ts'
export type {
  AuditLog,
  LoggedAuthority,
  LoggedCeremony,
  LoggedOpening,
  LoggedPlace,
} from './audit/audit-log.ts'
export type { AuditOptions } from './audit/audit-options.ts'
export { encodeAuditLog, parseAuditLog } from './audit/audit-text.ts'
export type { AuditClaim, AuditFinding } from './audit/finding.ts'
export { readAuditLog } from './audit/read-audit-log.ts'
export { AuthorityError, type AuthorityErrorCode } from './authority-error.ts'
export type { Confirmation, IsConfirmation, PublicFault, SignatureChecks } from './ceremony/assess.ts'
export { type BeginPartOptions, beginPart } from './ceremony/begin-part.ts'
export type { CeremonyAccusation, CeremonyBroadcast, CeremonyLog, Round } from './ceremony/ceremony-log.ts'
export type { CeremonyEnd } from './ceremony/ceremony-state.ts'
export type { CeremonyTerms, RefreshTerms } from './ceremony/ceremony-terms.ts'
export {
  type CeremonyFault,
  type Judgement,
  type JudgeOptions,
  judge,
  type ProvableFault,
} from './ceremony/judge.ts'
export type { CeremonyOutcome } from './ceremony/key-generation.ts'
export {
  type CeremonyStep,
  type NextStepOptions,
  nextStep,
  type UnprovableFault,
} from './ceremony/next-step.ts'
export {
  type DecryptedShare,
  decryptShare,
  decryptUnderPassphrase,
  encryptShare,
  encryptUnderPassphrase,
  readShareLabel,
  type ShareLabel,
  type StoredShare,
} from './ceremony/share-at-rest.ts'
export type { CeremonyMessage, IsSignature, SignMessage } from './ceremony/signed-message.ts'
export {
  type CeremonyVerdict,
  readDealers,
  type VerifyCeremonyOptions,
  verifyCeremony,
} from './ceremony/verify-ceremony.ts'
export { type CreateAuthorityOptions, type CreatedAuthority, createAuthority } from './create-authority.ts'
export { type ChainSnapshot, chainOfSnapshot } from './evidence-file/chain-snapshot.ts'
export { type CreateEvidenceFileOptions, createEvidenceFile } from './evidence-file/create-evidence-file.ts'
export { describeEvidenceStep, type EvidenceLanguage } from './evidence-file/describe-evidence-step.ts'
export type { EvidenceFile } from './evidence-file/evidence-file.ts'
export { type EvidenceExplanation, explainEvidence } from './evidence-file/explain-evidence.ts'
export { readFinalBlock } from './evidence-file/final-block.ts'
export {
  type DescribedCertificate,
  describeCertificate,
  parseCertificates,
} from './evidence-file/parse-certificates.ts'
export { encodeEvidenceFile, parseEvidenceFile } from './evidence-file/parse-evidence-file.ts'
export { encodeSnapshot, parseSnapshot } from './evidence-file/snapshot-text.ts'
export { type TakeSnapshotOptions, takeSnapshot } from './evidence-file/take-snapshot.ts'
export {
  type EvidenceStep,
  type EvidenceStepName,
  type EvidenceVerdict,
  type VerifyEvidenceFileOptions,
  verifyEvidenceFile,
} from './evidence-file/verify-evidence-file.ts'
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
  AccreditationChange,
  AnchoredBatch,
  HandoverToCheck,
  IssuerChange,
  OpeningChain,
  OpeningRequest,
  Place,
  PublishedEpoch,
  PublishedProfile,
  PublishedRefresh,
  ServiceChange,
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
export { type ClosedRequest, closeRequest } from './requester/close-request.ts'
export {
  type Collected,
  type CollectedFile,
  collectParts,
  type PartFault,
} from './requester/collect-parts.ts'
export {
  type CombinedParts,
  type CombinePartsOptions,
  combineParts,
  type FindRecord,
} from './requester/combine-parts.ts'
export { type MadeRequest, type MakeRequestOptions, makeRequest } from './requester/make-request.ts'
export type { RequesterContext } from './requester/requester-context.ts'
export type { Approval, CaseOptions, Elsewhere } from './trustee/approve-request.ts'
export { type BackupContent, checkBackup, makeBackup, restoreBackup } from './trustee/backup.ts'
export type {
  CeremonyProgress,
  CeremonyResult,
  SeenFault,
  TakePartOptions,
} from './trustee/ceremony-progress.ts'
export type { DestroyedEpoch } from './trustee/destroy-retired.ts'
export type { HandOver, HandOverRefusal } from './trustee/hand-over.ts'
export {
  type ListedRequest,
  listRequests,
  type RequestList,
  type RequestState,
} from './trustee/list-requests.ts'
export { type OpenTrusteeOptions, openTrustee, type Trustee } from './trustee/open-trustee.ts'
export {
  type CreateFolderOptions,
  createFolder,
  type OwnFolder,
  openFolder,
  readFolderAddress,
} from './trustee/own-folder.ts'
export { encodePartialFile, type PartialFile, parsePartialFile } from './trustee/partial-file.ts'
export type { Refusal, RefuseOptions } from './trustee/refuse-request.ts'
export type { Registered, RegisterOptions } from './trustee/register-trustees.ts'
export {
  encodeReplacementFile,
  parseReplacementFile,
  type ReplacementFile,
  type SignReplacementOptions,
} from './trustee/replace-trustee.ts'
export {
  type SeenTrustee,
  type StatusOptions,
  type TrusteeStatus,
  trusteeStatus,
} from './trustee/trustee-status.ts'
export { decodeTrusteeShare, encodeTrusteeShare, type TrusteeShare } from './trustee-share.ts'
