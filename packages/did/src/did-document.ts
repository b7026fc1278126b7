import type { Did } from './did.ts'

/** A DID document as this package hands it out: every list is there, every purpose is a list of method ids, and
 *  each of these ids is in `verificationMethod`. */
export interface DidDocument {
  '@context': readonly string[]
  id: Did
  verificationMethod: readonly VerificationMethod[]
  assertionMethod: readonly string[]
  authentication: readonly string[]
  keyAgreement: readonly string[]
  service: readonly DidService[]
}

export interface VerificationMethod {
  id: string
  type: string
  controller: string
  /** Multikey: what `decodeMultikey` reads. */
  publicKeyMultibase?: string
  /** did:ethr's controller and delegates: `eip155:<chain id>:<address>`. */
  blockchainAccountId?: string
  publicKeyJwk?: Readonly<Record<string, unknown>>
  publicKeyHex?: string
  publicKeyBase58?: string
}

export interface DidService {
  id: string
  type: string | readonly string[]
  serviceEndpoint: unknown
}

export type KeyPurpose = 'assertionMethod' | 'authentication' | 'keyAgreement'

export interface FindKeyOptions {
  document: DidDocument
  /** The absolute id, `<did>#<fragment>`. */
  methodId: string
  purpose: KeyPurpose
}

/** The verification method with this id if the document lists it for this purpose and its controller is the
 *  document's subject; undefined if not. */
export function findKey({ document, methodId, purpose }: FindKeyOptions): VerificationMethod | undefined {
  if (!document[purpose].includes(methodId)) return undefined
  return document.verificationMethod.find(
    (method) => method.id === methodId && method.controller === document.id,
  )
}
