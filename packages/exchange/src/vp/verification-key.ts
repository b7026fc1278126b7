import { type DidDocument, decodeMultikey, findKey } from '@velum/did'
import { base64url, type CryptoKey, importJWK, type JWK } from 'jose'

/** The key of a verification method that may speak for its DID, for `jose`. Undefined when the document has
 *  no such method, or one of a kind that signs no JWT. */
export async function verificationKey(options: {
  readonly document: DidDocument
  readonly keyId: string
}): Promise<CryptoKey | undefined> {
  const { document, keyId } = options
  const method =
    findKey({ document, methodId: keyId, purpose: 'authentication' }) ??
    findKey({ document, methodId: keyId, purpose: 'assertionMethod' })
  if (method === undefined) return undefined

  const jwk = method.publicKeyMultibase
    ? multikeyJwk(method.publicKeyMultibase)
    : publicJwk(method.publicKeyJwk)
  if (jwk === undefined) return undefined
  return (await importJWK(jwk, jwk.crv === 'P-256' ? 'ES256' : 'EdDSA')) as CryptoKey
}

function multikeyJwk(text: string): JWK | undefined {
  const { kind, publicKey } = decodeMultikey(text)
  return kind === 'Ed25519' ? { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(publicKey) } : undefined
}

/** Takes the public members only, so that a document cannot smuggle in others. */
function publicJwk(jwk: JWK = {}): JWK | undefined {
  const { kty, crv, x, y } = jwk
  if (kty === 'OKP' && crv === 'Ed25519' && x) return { kty, crv, x }
  if (kty === 'EC' && crv === 'P-256' && x && y) return { kty, crv, x, y }
  return undefined
}
