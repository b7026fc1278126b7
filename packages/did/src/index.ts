export { type Did, isDid, parseDid } from './did.ts'
export {
  type DidDocument,
  type DidService,
  type FindKeyOptions,
  findKey,
  type KeyPurpose,
  type VerificationMethod,
} from './did-document.ts'
export { DidError, type DidErrorCode } from './did-error.ts'
export { ed25519DidKey } from './did-key.ts'
export { createDidResolver, type DidResolver, type DidResolverOptions } from './did-resolver.ts'
export type { Eip1193Provider } from './eip1193-provider.ts'
export { type EthrDidParts, ethrDid, parseEthrDid } from './ethr-did.ts'
export {
  decodeMultikey,
  encodeMultikey,
  encodeMultikeyBytes,
  type KeyKind,
  type Multikey,
} from './multikey.ts'
export type { EthrNetwork } from './resolve-ethr-did.ts'
