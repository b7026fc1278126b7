import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import {
  DidError,
  type DidResolver,
  decodeMultikey,
  findKey,
  parseDid,
  type VerificationMethod,
} from '@velum/did'
import { base64url, type CryptoKey, compactVerify, decodeJwt, decodeProtectedHeader } from 'jose'
import { ExchangeError } from '../exchange-error.ts'
import { signInTokenType } from './sign-in.ts'
import type { SignInChallenge } from './sign-in-challenge.ts'
import { verificationKey } from './verification-key.ts'

/** Why a sign-in was not accepted. */
export type SignInRejection =
  | 'wrong-challenge'
  | 'wrong-audience'
  | 'expired'
  | 'key-unknown'
  | 'signature-invalid'

export type SignInVerdict =
  | { readonly accepted: true; readonly did: string; readonly keyId: string }
  | { readonly accepted: false; readonly reason: SignInRejection }

/** Checks that the holder of a public DID signed this challenge. The session that the challenge belongs to must
 *  be taken before, so that it answers once.
 *  Throws ExchangeError 'sign-in-malformed', also for another DID than a did:key or a did:ethr in lower case, and what
 *  the resolver throws. */
export async function verifySignIn(options: {
  readonly token: string
  readonly challenge: SignInChallenge
  readonly resolver: DidResolver
  readonly now: () => Date
}): Promise<SignInVerdict> {
  const { token, challenge, resolver, now } = options
  const { algorithm, keyId, did, payload } = readToken(token)

  // The token answers this session and no other.
  if (payload.nonce !== challenge.challenge) return { accepted: false, reason: 'wrong-challenge' }

  // It was made for this service: one that a phishing site collected names that site.
  if (payload.aud !== challenge.audience || payload.domain !== challenge.domain)
    return { accepted: false, reason: 'wrong-audience' }

  // Both the challenge and the token are fresh.
  const expiry = Math.min(Date.parse(challenge.expiresAt), Number(payload.exp) * 1000)
  if (!(now().getTime() < expiry)) return { accepted: false, reason: 'expired' }

  // The key speaks for the DID as its document stands now.
  const document = await resolver.resolve(did).catch(undefinedUnlessUnreachable)
  if (document === undefined) return { accepted: false, reason: 'key-unknown' }
  const method = findKey({ document, methodId: keyId, purpose: 'authentication' })
  if (method === undefined) return { accepted: false, reason: 'key-unknown' }

  const valid =
    algorithm === 'ES256K'
      ? verifySecp256k1(token, method)
      : await verifyEd25519(token, await verificationKey({ document, keyId }))
  return valid ? { accepted: true, did, keyId } : { accepted: false, reason: 'signature-invalid' }
}

function readToken(token: string) {
  try {
    const { alg, kid, typ } = decodeProtectedHeader(token)
    const payload = decodeJwt(token)
    const did = payload.iss
    if (typ !== signInTokenType || (alg !== 'EdDSA' && alg !== 'ES256K')) throw new TypeError('another token')
    if (did === undefined || payload.sub !== did || kid?.split('#')[0] !== did)
      throw new TypeError('several DIDs')
    // Resolving a did:web before anything is proved would let anybody send this server to a host of their choice. And
    // one identity is one text: capitals in an address would make it look like another visitor.
    if (!/^did:(?:key|ethr):/.test(did) || parseDid(did) !== did) throw new TypeError('another kind of DID')
    return { algorithm: alg, keyId: kid, did, payload }
  } catch (cause) {
    throw new ExchangeError('sign-in-malformed', 'What was posted is not a sign-in token.', { cause })
  }
}

/** A DID that does not resolve has no key; a chain that does not answer is no refusal. */
function undefinedUnlessUnreachable(error: unknown): undefined {
  if (!(error instanceof DidError) || error.code.endsWith('-unreachable')) throw error
}

async function verifyEd25519(token: string, key: CryptoKey | undefined): Promise<boolean> {
  if (key === undefined) return false
  return compactVerify(token, key, { algorithms: ['EdDSA'] }).then(
    () => true,
    () => false,
  )
}

/** A did:ethr names its controller by address alone, so the key is recovered from the signature. */
function verifySecp256k1(token: string, method: VerificationMethod): boolean {
  const [header, payload, encoded] = token.split('.')
  const message = new TextEncoder().encode(`${header}.${payload}`)
  const signature = base64url.decode(encoded as string)
  if (signature.length !== 64) return false

  if (method.publicKeyMultibase) {
    const { kind, publicKey } = decodeMultikey(method.publicKeyMultibase)
    return kind === 'Secp256k1' && secp256k1.verify(signature, message, publicKey)
  }
  const address = method.blockchainAccountId?.split(':').at(-1)?.toLowerCase()
  return [0, 1].some((bit) => {
    try {
      const recovered = secp256k1.recoverPublicKey(Uint8Array.of(bit, ...signature), message)
      return addressOf(recovered) === address
    } catch {
      return false // no point has this coordinate: not a signature of anybody
    }
  })
}

function addressOf(publicKey: Uint8Array): string {
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false)
  return `0x${bytesToHex(keccak_256(point.slice(1)).slice(-20))}`
}
