export { type Account, createAccount } from './account.ts'
export { type Address, type Hex, parseAddress } from './address.ts'
export {
  type Chain,
  type ConnectChainOptions,
  connectChain,
  type RecordedBlock,
  type SendOptions,
} from './chain.ts'
export { createStatusSource, type StatusSourceOptions } from './create-status-source.ts'
export { type DeployContractsOptions, deployContracts } from './deploy-contracts.ts'
export { type Deployment, parseDeployment } from './deployment.ts'
export type { DidChange } from './did-history.ts'
export type { AttributeOptions, ChangeOptions, DelegateOptions, DidRegistry } from './did-registry.ts'
export type { ChainPlace } from './event-log.ts'
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
