import { bls12_381 } from '@noble/curves/bls12-381.js'

const { Point } = bls12_381.G1
const { Fr } = bls12_381.fields

/** A point of G1, of prime order and not the identity. */
export type GroupPoint = InstanceType<typeof Point>

/** Reads a compressed point of G1; undefined for any other octets, the identity and points outside the group of prime order. */
export function readPoint(octets: Uint8Array): GroupPoint | undefined {
  try {
    const point = Point.fromBytes(octets)
    point.assertValidity()
    return point.is0() || !point.isTorsionFree() ? undefined : point
  } catch {
    return undefined
  }
}

/** Reads 32 octets, big-endian, of a number from 1 to r − 1; undefined for any other. */
export function readScalar(octets: Uint8Array): bigint | undefined {
  try {
    const scalar = Fr.fromBytes(octets)
    return scalar === 0n ? undefined : scalar
  } catch {
    return undefined
  }
}

/** g^f(x), from the commitments g^a_0, g^a_1 … to the coefficients of f. Variable time: for what everybody may see. */
export function evaluateInExponent(commitments: readonly GroupPoint[], x: number): GroupPoint {
  return commitments.reduceRight((sum, point) => sum.multiplyUnsafe(BigInt(x)).add(point), Point.ZERO)
}

/** λ_i: the factor of the value at `index` in the value at 0, interpolated over `indexes`. */
export function lagrangeAtZero(index: number, indexes: readonly number[]): bigint {
  return indexes
    .filter((other) => other !== index)
    .reduce(
      (product, other) => Fr.mul(product, Fr.div(Fr.create(BigInt(other)), Fr.create(BigInt(other - index)))),
      1n,
    )
}
