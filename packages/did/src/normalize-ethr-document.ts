import { base58, base64, hex } from '@scure/base'
import type { Did } from './did.ts'
import type { DidDocument, DidService, VerificationMethod } from './did-document.ts'
import { DidError } from './did-error.ts'
import { DID_CONTEXTS } from './document-contexts.ts'

/** A document as ethr-did-resolver builds it. */
export interface LibraryDocument {
  verificationMethod?: unknown
  assertionMethod?: unknown
  authentication?: unknown
  keyAgreement?: unknown
  service?: unknown
}

interface LibraryMethod {
  id: string
  type: string
  controller: string
  publicKeyHex?: string
  publicKeyBase64?: string
  publicKeyBase58?: string
  blockchainAccountId?: string
}

/** Names Multikeys by their own value. The library numbers them by their place in the history, so that a renewed
 *  key would change its id and every signature would lose its key. A key published twice (renewed, or under two
 *  attributes) becomes one method with the purposes of both; a reference to a key that is gone (the library leaves
 *  some) is dropped. */
export function normalizeEthrDocument(did: Did, document: LibraryDocument): DidDocument {
  const renamed = new Map<string, string>()
  const methods = new Map<string, VerificationMethod>()
  for (const libraryMethod of list<LibraryMethod>(document.verificationMethod)) {
    const method = libraryMethod.type === 'Multikey' ? multikeyMethod(did, libraryMethod) : libraryMethod
    if (method === undefined) continue
    renamed.set(libraryMethod.id, method.id)
    methods.set(method.id, method)
  }

  const purpose = (ids: unknown): string[] => {
    const present = list<string>(ids).flatMap((id) => renamed.get(id) ?? [])
    return [...new Set(present)]
  }
  return {
    '@context': DID_CONTEXTS,
    id: did,
    verificationMethod: [...methods.values()],
    assertionMethod: purpose(document.assertionMethod),
    authentication: purpose(document.authentication),
    keyAgreement: purpose(document.keyAgreement),
    service: list<DidService>(document.service),
  }
}

/** undefined for an attribute that holds no bytes, or text where a key belongs: anyone may write anything there. */
function multikeyMethod(did: Did, method: LibraryMethod): VerificationMethod | undefined {
  const encoded = method.publicKeyBase58 ?? toBase58(method)
  if (!encoded) return undefined
  const publicKeyMultibase = `z${encoded}`
  return { id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase }
}

function toBase58(method: LibraryMethod): string | undefined {
  if (method.publicKeyHex !== undefined) return base58.encode(hex.decode(method.publicKeyHex))
  if (method.publicKeyBase64 !== undefined) return base58.encode(base64.decode(method.publicKeyBase64))
  return undefined
}

function list<T>(value: unknown): T[] {
  if (value === undefined) return []
  if (!Array.isArray(value))
    throw new DidError('invalid-document', 'The DID document has no lists where they belong.')
  return value as T[]
}
