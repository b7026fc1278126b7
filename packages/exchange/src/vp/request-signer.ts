import { ed25519 } from '@noble/curves/ed25519.js'
import { base64url, type CryptoKey, importJWK } from 'jose'

/** The key that a verifier signs its requests with. */
export interface RequestSigner {
  /** A did:web, so that wallets can show a proved host. */
  readonly did: string
  /** Verification method in the DID's document. */
  readonly keyId: string
  /** Ed25519, 32 bytes. */
  readonly secretKey: Uint8Array
}

/** An Ed25519 secret as `jose` wants it. */
export async function signingKey(secretKey: Uint8Array): Promise<CryptoKey> {
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    d: base64url.encode(secretKey),
    x: base64url.encode(ed25519.getPublicKey(secretKey)),
  }
  return (await importJWK(jwk, 'EdDSA')) as CryptoKey
}
