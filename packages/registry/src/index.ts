export { type Account, createAccount } from './account.ts'
export type {
  AccreditIssuerOptions,
  Accreditor,
  DefineScopeOptions,
  RecogniseAuthorityOptions,
  RegisterVerifierOptions,
} from './accreditor.ts'
export { type Address, type Hex, parseAddress } from './address.ts'
export type { AuthorityRules } from './authority-rules.ts'
export {
  type Chain,
  type ConnectChainOptions,
  connectChain,
  type SendOptions,
} from './chain.ts'
export { type CheckDeploymentOptions, checkDeployment, type RecordedBlock } from './check-genesis.ts'
export { createAuthoritySource } from './create-authority-source.ts'
export { createProfileSource } from './create-profile-source.ts'
export { createScopeSource } from './create-scope-source.ts'
export { createStatusSource, type StatusSourceOptions } from './create-status-source.ts'
export { type DeployContractsOptions, deployContracts } from './deploy-contracts.ts'
export {
  type ContractName,
  type Contracts,
  type Deployment,
  type EarlierDeployment,
  parseDeployment,
  parseEarlierDeployment,
} from './deployment.ts'
export type { DidChange } from './did-history.ts'
export type { AttributeOptions, ChangeOptions, DelegateOptions, DidRegistry } from './did-registry.ts'
export {
  type BatchEvent,
  type EscrowRegistry,
  maxPublishedRecordBytes,
  type NewestBatch,
  type PublishedRecord,
  type SignAnchorRecordsOptions,
  type SignPublishRecordOptions,
} from './escrow-registry.ts'
export type { Blocks, ChainPlace } from './event-log.ts'
export type {
  AuthorityIdOptions,
  DestructionEvent,
  EpochEvent,
  EpochKey,
  PublishEpochOptions,
  PublishRefreshOptions,
  RefreshEvent,
  RegisterAuthorityOptions,
  RegisteredAuthority,
  RegistrationEvent,
  ReplacementEvent,
  ReplaceTrusteeOptions,
  SignReplacementOptions,
  TrusteeOptions,
} from './opening-authorities.ts'
export type {
  AbortCeremonyOptions,
  BeginCeremonyOptions,
  BroadcastOptions,
  CeremonyAbort,
  CeremonyBroadcast,
  CeremonyRecord,
  CeremonyRound,
} from './opening-ceremonies.ts'
export type {
  CeremonyMessageOptions,
  EpochOptions,
  RefreshOptions,
  ReplacementOptions,
} from './opening-messages.ts'
export type { OpeningRegistry } from './opening-registry.ts'
export type {
  ApproveOpeningOptions,
  CloseOpeningOptions,
  HandoverOptions,
  OpeningRecord,
  OpeningRequestIdOptions,
  OpeningVote,
  RefuseOpeningOptions,
  RequestOpeningOptions,
} from './opening-requests.ts'
export { type ChangeRefusal, RegistryError, type RegistryErrorCode } from './registry-error.ts'
export { createRelayer, type Relayer, type RelayerOptions } from './relayer.ts'
export type { SignedChange } from './signed-change.ts'
export { statusListId } from './status-list-id.ts'
export type {
  AnchorEvent,
  ListAnchor,
  ListOptions,
  SignAnchorOptions,
  StatusRegistry,
} from './status-registry.ts'
export type { Receipt } from './transaction.ts'
export type { AccreditationChange, TrustHistory, VerifierChange } from './trust-history.ts'
export {
  type CurrentTemplate,
  maxProfileBytes,
  type ProfileEvent,
  type SignPublishTemplateOptions,
  type TemplateOptions,
  type Term,
  type TrustRegistry,
} from './trust-registry.ts'
