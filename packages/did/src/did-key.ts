import { type Did, parseDid } from './did.ts'
import type { DidDocument } from './did-document.ts'
import { DidError } from './did-error.ts'
import { DID_CONTEXTS } from './document-contexts.ts'
import { decodeMultikey, encodeMultikey } from './multikey.ts'

const PREFIX = 'did:key:'

/** The did:key of an Ed25519 public key (32 bytes). Throws DidError 'invalid-key'. */
export function ed25519DidKey(publicKey: Uint8Array): Did {
  return parseDid(`${PREFIX}${encodeMultikey({ kind: 'Ed25519', publicKey })}`)
}

/** The document that a did:key stands for: one Multikey, for assertions and for authentication. Nothing is looked
 *  up. Throws DidError 'invalid-did'. No key agreement key is derived. (did:key §3.1) */
export function expandDidKey(did: Did): DidDocument {
  const publicKeyMultibase = did.slice(PREFIX.length)
  try {
    decodeMultikey(publicKeyMultibase)
  } catch (cause) {
    throw new DidError('invalid-did', 'This did:key holds no key of a kind that is supported here.', {
      cause,
    })
  }
  const id = `${did}#${publicKeyMultibase}`
  return {
    '@context': DID_CONTEXTS,
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase }],
    assertionMethod: [id],
    authentication: [id],
    keyAgreement: [],
    service: [],
  }
}
