import { secp256k1 } from '@noble/curves/secp256k1.js'
import { base64url, CompactSign } from 'jose'
import type { AuthorizationResponse } from './authorization-response.ts'
import { signingKey } from './request-signer.ts'
import type { SignInChallenge } from './sign-in-challenge.ts'

/** `typ` of a sign-in token, so that it cannot pass for a token of another protocol. */
export const signInTokenType = 'velum-sign-in+jwt'

const tokenLifeSeconds = 300

/** A key of a public DID that signs in: Ed25519 (did:key) or secp256k1 (controller of a did:ethr). */
export interface SignInKey {
  readonly did: string
  /** Verification method in the DID's document, among its `authentication`. */
  readonly keyId: string
  readonly algorithm: 'EdDSA' | 'ES256K'
  /** 32 bytes. */
  readonly secretKey: Uint8Array
}

/** Signs a challenge with a public DID. Post the answer with `postAuthorizationResponse`. */
export async function createSignInAnswer(options: {
  readonly challenge: SignInChallenge
  readonly key: SignInKey
  readonly now: () => Date
}): Promise<AuthorizationResponse> {
  const { challenge, key } = options
  const issuedAt = Math.floor(options.now().getTime() / 1000)
  const header = { alg: key.algorithm, kid: key.keyId, typ: signInTokenType }
  const payload = {
    iss: key.did,
    sub: key.did,
    aud: challenge.audience,
    domain: challenge.domain,
    nonce: challenge.challenge,
    iat: issuedAt,
    exp: issuedAt + tokenLifeSeconds,
  }
  const token =
    key.algorithm === 'EdDSA' ? await signEd25519(header, payload, key) : signSecp256k1(header, payload, key)
  return { responseUri: challenge.responseUri, body: new URLSearchParams({ token }).toString() }
}

async function signEd25519(header: { alg: string }, payload: object, key: SignInKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(await signingKey(key.secretKey))
}

/** `jose` signs with WebCrypto, which has no secp256k1 (RFC 8812). */
function signSecp256k1(header: object, payload: object, key: SignInKey): string {
  const input = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(payload))}`
  const signature = secp256k1.sign(new TextEncoder().encode(input), key.secretKey)
  return `${input}.${base64url.encode(signature)}`
}
