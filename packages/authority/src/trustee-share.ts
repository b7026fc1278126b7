import { bls12_381 } from '@noble/curves/bls12-381.js'
import { AuthorityError } from './authority-error.ts'
import { decodeArray, encodeArray, sameOctets } from './octets.ts'

const { Point } = bls12_381.G1
const { Fr } = bls12_381.fields

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
export function encodeTrusteeShare(share: TrusteeShare): Uint8Array {
  const { index, threshold, secret, publicKey, verificationShares } = share
  const octets = encodeArray([version, index, threshold, secret, publicKey, verificationShares])
  if (decodeTrusteeShare(octets)) return octets
  throw new AuthorityError('invalid-argument', 'The share does not belong to the key that it names.')
}

/** Reads a share; undefined unless it is canonically encoded, its secret belongs to its own verification share, and the
 *  verification shares lie on one polynomial of degree below the threshold whose value at 0 is the public key. */
export function decodeTrusteeShare(octets: Uint8Array): TrusteeShare | undefined {
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
  if (!ownsShare(secret, verificationShares[index - 1] as Uint8Array)) return undefined
  const share = { index, threshold, secret, publicKey, verificationShares }
  return liesOnPolynomial(share) ? share : undefined
}

function ownsShare(secret: Uint8Array, verificationShare: Uint8Array): boolean {
  try {
    return sameOctets(Point.BASE.multiply(Fr.fromBytes(secret)).toBytes(), verificationShare)
  } catch {
    // Zero, or not below r.
    return false
  }
}

// The key and any `threshold − 1` shares fix the polynomial in the exponent; every further share must agree with it.
function liesOnPolynomial({ threshold, publicKey, verificationShares }: TrusteeShare): boolean {
  const points = [publicKey, ...verificationShares].map(decodePoint)
  if (points.includes(undefined)) return false
  const known = points as InstanceType<typeof Point>[]
  for (let x = threshold; x < known.length; x++) {
    const expected = Array.from({ length: threshold }, (_, i) =>
      (known[i] as InstanceType<typeof Point>).multiplyUnsafe(lagrange(i, x, threshold)),
    ).reduce((sum, term) => sum.add(term))
    if (!expected.equals(known[x] as InstanceType<typeof Point>)) return false
  }
  return true
}

// Coefficient of the value at `i` in the value at `x`, interpolated over 0 … count − 1.
function lagrange(i: number, x: number, count: number): bigint {
  let coefficient = 1n
  for (let j = 0; j < count; j++) {
    if (j === i) continue
    coefficient = Fr.mul(coefficient, Fr.div(Fr.create(BigInt(x - j)), Fr.create(BigInt(i - j))))
  }
  return coefficient
}

function decodePoint(octets: Uint8Array): InstanceType<typeof Point> | undefined {
  try {
    const point = Point.fromBytes(octets)
    point.assertValidity()
    return point.is0() || !point.isTorsionFree() ? undefined : point
  } catch {
    return undefined
  }
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= mostTrustees

const isOctets = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length
