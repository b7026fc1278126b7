import { base58, base64, hex } from '@scure/base'
import type { DIDDocument as LibraryDocument, VerificationMethod as LibraryMethod } from 'did-resolver'
import type { Did } from './did.ts'
import type { DidDocument, VerificationMethod } from './did-document.ts'
import { DID_CONTEXTS } from './document-contexts.ts'

/** Makes of what ethr-did-resolver builds the document of `did`, and names Multikeys by their own value. The library
 *  numbers them by their place in the history, so that a renewed key would change its id and every signature would
 *  lose its key. A key published twice (renewed, or under two attributes) becomes one method with the purposes of
 *  both; a reference to a key that is gone (the library leaves some) is dropped. */
export function normalizeEthrDocument(did: Did, document: Partial<LibraryDocument>): DidDocument {
  const idOf = new Map<string, string>()
  const methods = new Map<string, VerificationMethod>()
  for (const libraryMethod of document.verificationMethod ?? []) {
    const method = methodOf(did, libraryMethod)
    if (method === undefined) continue
    idOf.set(libraryMethod.id, method.id)
    methods.set(method.id, method)
  }

  const purpose = (references: LibraryDocument['authentication'] = []): string[] => {
    const present = references.flatMap((reference) => idOf.get(String(reference)) ?? [])
    return [...new Set(present)]
  }
  return {
    '@context': DID_CONTEXTS,
    id: did,
    verificationMethod: [...methods.values()],
    assertionMethod: purpose(document.assertionMethod),
    authentication: purpose(document.authentication),
    keyAgreement: purpose(document.keyAgreement),
    service: (document.service ?? []).map((service) => ({ ...service, id: ownId(did, service.id) })),
  }
}

function methodOf(did: Did, method: LibraryMethod): VerificationMethod | undefined {
  if (method.type !== 'Multikey') return { ...method, id: ownId(did, method.id), controller: did }
  const publicKey = publicKeyOf(method)
  // Anyone may write anything into an attribute, so also nothing, or text where a key belongs, or a book.
  if (publicKey === undefined || publicKey.length === 0 || publicKey.length > LONGEST_KEY) return undefined
  const publicKeyMultibase = `z${base58.encode(publicKey)}`
  return { id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase }
}

/** In bytes; no key of a kind that we know has half as many. */
const LONGEST_KEY = 200

function publicKeyOf(method: LibraryMethod): Uint8Array | undefined {
  const { publicKeyBase58, publicKeyHex, publicKeyBase64 } = method
  // The decoder of base58 throws for what is long.
  if ((publicKeyBase58 ?? publicKeyHex ?? publicKeyBase64 ?? '').length > 2 * LONGEST_KEY) return undefined
  if (publicKeyBase58 !== undefined) return base58.decode(publicKeyBase58)
  if (publicKeyHex !== undefined) return hex.decode(publicKeyHex)
  if (publicKeyBase64 !== undefined) return base64.decode(publicKeyBase64)
  return undefined
}

/** The library was asked in lower case; the document speaks of the DID as it was asked for. */
function ownId(did: Did, id: string): string {
  return `${did}${id.slice(id.indexOf('#'))}`
}
