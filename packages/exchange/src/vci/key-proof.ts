import type { JwtSigner, SignJwtCallback, VerifyJwtCallback } from '@openid4vc/oauth2'
import { decodeMultikey, ed25519DidKey } from '@velum/did'
import { base64url, type CompactJWSHeaderParameters, CompactSign, compactVerify, importJWK } from 'jose'
import { ExchangeError } from '../exchange-error.ts'
import type { ProofKey } from './proof-key.ts'

/** The verification method of a did:key, which is also the `kid` of its proofs. */
export function proofKeyId(publicKey: Uint8Array): string {
  const did = ed25519DidKey(publicKey)
  return `${did}#${did.slice('did:key:'.length)}`
}

/** Signs the library's JWT with the one of `keys` that the signer names. */
export async function signProof(options: {
  readonly signer: JwtSigner
  readonly jwt: Parameters<SignJwtCallback>[1]
  readonly keys: readonly ProofKey[]
}): Promise<Awaited<ReturnType<SignJwtCallback>>> {
  const { signer, jwt, keys } = options
  const key =
    signer.method === 'did'
      ? keys.find(({ publicKey }) => proofKeyId(publicKey) === signer.didUrl)
      : undefined
  if (!key) throw new ExchangeError('proof-invalid', 'The proof is to be signed with a key that is not here.')
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(key.publicKey) }
  const secret = await importJWK({ ...publicJwk, d: base64url.encode(key.secretKey) }, 'EdDSA')
  const payload = new TextEncoder().encode(JSON.stringify(jwt.payload))
  const header = { ...jwt.header } as CompactJWSHeaderParameters
  const compact = await new CompactSign(payload).setProtectedHeader(header).sign(secret)
  return { jwt: compact, signerJwk: publicJwk }
}

/** Verifies an EdDSA signature by a did:key; every other signer is refused. */
export const verifyProof: VerifyJwtCallback = async (signer, jwt) => {
  const publicKey = signer.method === 'did' ? ed25519KeyOf(signer.didUrl) : undefined
  if (!publicKey || jwt.header.alg !== 'EdDSA') {
    throw new ExchangeError(
      'proof-not-supported',
      'The proof must be an EdDSA signature by a did:key with Ed25519.',
    )
  }
  const signerJwk = { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(publicKey) }
  try {
    await compactVerify(jwt.compact, await importJWK(signerJwk, 'EdDSA'), { algorithms: ['EdDSA'] })
    return { verified: true, signerJwk }
  } catch {
    return { verified: false }
  }
}

/** The key that a `did:key:z…#z…` stands for, or undefined when it is no Ed25519 one. */
function ed25519KeyOf(didUrl: string): Uint8Array | undefined {
  const [did, fragment] = didUrl.split('#')
  const multibase = did?.startsWith('did:key:') ? did.slice('did:key:'.length) : undefined
  if (!multibase || fragment !== multibase) return undefined
  try {
    const { kind, publicKey } = decodeMultikey(multibase)
    return kind === 'Ed25519' ? publicKey : undefined
  } catch {
    return undefined
  }
}
