import { restoreEd25519KeyPair } from '@velum/credential'
import type { RequestSigner } from '@velum/exchange'

/** The did:web that a verifier signs with, and the document that proves it. */
export interface VerifierIdentity {
  readonly signer: RequestSigner
  /** The key of `signer`, a Multikey in multibase. */
  readonly publicKeyMultibase: string
  /** Served at `/.well-known/did.json` of the host. */
  readonly document: object
}

/** Makes the identity of the host in `url` from an Ed25519 secret key of 32 bytes. */
export async function createVerifierIdentity(options: {
  readonly url: string
  readonly secretKey: Uint8Array
}): Promise<VerifierIdentity> {
  const did = `did:web:${encodeURIComponent(new URL(options.url).host)}`
  const { publicKeyMultibase } = await restoreEd25519KeyPair(options.secretKey)
  const keyId = `${did}#${publicKeyMultibase}`
  return {
    signer: { did, keyId, secretKey: options.secretKey },
    publicKeyMultibase,
    document: {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [{ id: keyId, type: 'Multikey', controller: did, publicKeyMultibase }],
      authentication: [keyId],
      assertionMethod: [keyId],
    },
  }
}
