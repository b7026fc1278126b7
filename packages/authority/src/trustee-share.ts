import { type Curve, decodeScalar, loadCurve } from '@velum/curve'
import { AuthorityError } from './authority-error.ts'
import { decodeArray, encodeArray, sameOctets } from './octets.ts'
import { areSharesOfKey } from './polynomial.ts'

/** What one trustee keeps: enough to decrypt in part, and to see that a part of another trustee is right. */
export interface TrusteeShare {
  /** Number of the trustee, from 1; where its polynomial is evaluated. */
  readonly index: number
  /** How many trustees open together. */
  readonly threshold: number
  /** The secret share: 32 octets of a number from 1 to r − 1, big-endian. */
  readonly secret: Uint8Array
  /** The key that presentations encrypt to: 48 octets, a compressed point of G1. */
  readonly publicKey: Uint8Array
  /** g·share of each trustee in the order of their numbers: 48 octets each. */
  readonly verificationShares: readonly Uint8Array[]
}

const version = 1
// More trustees than any body has that decides by vote, and few enough to check a share at once.
export const mostTrustees = 255

/** The octets of a share: canonical CBOR [1, index, threshold, secret, public key, [verification share…]]. They are as secret as the
 *  share, and not encrypted. Throws AuthorityError 'invalid-argument' for a share that is none. */
export async function encodeTrusteeShare(share: TrusteeShare): Promise<Uint8Array> {
  const { index, threshold, secret, publicKey, verificationShares } = share
  const octets = encodeArray([version, index, threshold, secret, publicKey, verificationShares])
  if (await decodeTrusteeShare(octets)) return octets
  throw new AuthorityError('invalid-argument', 'The share does not belong to the key that it names.')
}

/** Reads a share; undefined unless it is canonically encoded, its secret belongs to its own verification share, and the
 *  verification shares lie on one polynomial of degree below the threshold whose value at 0 is the public key. */
export async function decodeTrusteeShare(octets: Uint8Array): Promise<TrusteeShare | undefined> {
  const items = decodeArray(octets)
  if (items?.length !== 6 || items[0] !== version) return undefined
  const [, index, threshold, secret, publicKey, verificationShares] = items
  if (!isCount(index) || !isCount(threshold) || !isOctets(secret, 32) || !isOctets(publicKey, 48)) {
    return undefined
  }
  if (!Array.isArray(verificationShares) || !verificationShares.every((share) => isOctets(share, 48))) {
    return undefined
  }
  const count = verificationShares.length
  if (count > mostTrustees || index > count || threshold > count) return undefined
  const curve = await loadCurve()
  if (!ownsShare(curve, secret, verificationShares[index - 1] as Uint8Array)) return undefined
  const share = { index, threshold, secret, publicKey, verificationShares }
  return areSharesOfKey(curve, share) ? share : undefined
}

function ownsShare({ g1 }: Curve, secret: Uint8Array, verificationShare: Uint8Array): boolean {
  const scalar = decodeScalar(secret)
  return !!scalar && sameOctets(g1.encode(g1.multiplySecret(g1.generator, scalar)), verificationShare)
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= mostTrustees

const isOctets = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length
