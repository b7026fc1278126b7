import { decodeScalar, encodeScalar, hashToScalar, loadCurve, type Scalar } from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import { type Ciphersuite, parametersOf } from './ciphersuite.ts'
import { ascii, concatenate, platformRandom, type RandomOctets, requireOctets } from './octets.ts'

export interface KeyPair {
  /** 32 octets: a number from 1 to r − 1, big-endian. */
  readonly secretKey: Uint8Array
  /** 96 octets: a compressed point of G2. */
  readonly publicKey: Uint8Array
}

export interface GenerateKeyPairOptions {
  readonly ciphersuite: Ciphersuite
  /** At least 32 octets of full entropy. Drawn from `random` when absent; the same material gives the same keys. */
  readonly keyMaterial?: Uint8Array
  /** Context that separates keys of the same material; at most 65,535 octets. */
  readonly keyInfo?: Uint8Array
  /** Domain separation tag; `ciphersuite_id ‖ KEYGEN_DST_` when absent. */
  readonly keyDst?: Uint8Array
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

/** KeyGen and SkToPk (§3.4.1, §3.4.2). Throws BbsError 'unknown-ciphersuite', 'invalid-argument'. */
export async function generateKeyPair(options: GenerateKeyPairOptions): Promise<KeyPair> {
  const { ciphersuite, random = platformRandom } = options
  const { id, expander } = parametersOf(ciphersuite)
  const keyMaterial = requireOctets(options.keyMaterial ?? random(32), 'keyMaterial')
  const keyInfo = requireOctets(options.keyInfo ?? new Uint8Array(0), 'keyInfo')
  const dst = requireOctets(options.keyDst ?? ascii(`${id}KEYGEN_DST_`), 'keyDst')
  if (keyMaterial.length < 32)
    throw new BbsError('invalid-argument', 'keyMaterial must have at least 32 octets.')
  if (keyInfo.length > 65535)
    throw new BbsError('invalid-argument', 'keyInfo must have at most 65,535 octets.')
  if (dst.length === 0 || dst.length > 255) {
    throw new BbsError('invalid-argument', 'keyDst must have 1 to 255 octets.')
  }

  const length = new Uint8Array([keyInfo.length >> 8, keyInfo.length & 0xff])
  const secret = hashToScalar({ message: concatenate(keyMaterial, length, keyInfo), dst, expander })
  const secretKey = encodeScalar(secret)
  return { secretKey, publicKey: await secretKeyToPublicKey(secretKey) }
}

/** SkToPk (§3.4.2). Throws BbsError 'invalid-secret-key'. */
export async function secretKeyToPublicKey(secretKey: Uint8Array): Promise<Uint8Array> {
  const { g2 } = await loadCurve()
  return g2.encode(g2.multiplySecret(g2.generator, requireSecretKey(secretKey)))
}

/** Throws BbsError 'invalid-secret-key' unless the octets are a number from 1 to r − 1. */
export function requireSecretKey(octets: Uint8Array): Scalar {
  const scalar = decodeScalar(requireOctets(octets, 'secretKey'))
  if (scalar !== undefined && scalar !== 0n) return scalar
  throw new BbsError('invalid-secret-key', 'The secret key must be 32 octets of a number from 1 to r − 1.')
}
