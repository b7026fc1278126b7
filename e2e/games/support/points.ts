import { type Curve, decodeScalar, type G1, loadCurve, negateScalar, type Scalar } from '@velum/curve'

/** Every point of G1 that stands anywhere in some octets: a stretch of 48 that is none decodes with probability 2^-128. */
export function pointsIn({ g1 }: Curve, octets: Uint8Array): G1[] {
  const points: G1[] = []
  for (let start = 0; start + 48 <= octets.length; start++) {
    const point = g1.decode(octets.subarray(start, start + 48))
    if (point) points.push(point)
  }
  return points
}

/** Encodings of each point times each factor and its inverse, with either sign. */
export function multiplesOf(curve: Curve, points: readonly G1[], factors: readonly Scalar[]): Set<string> {
  const { g1 } = curve
  const nonZero = factors.filter((factor) => factor !== 0n)
  const all = [...nonZero, ...curve.invertScalars(nonZero)].flatMap((factor) => [
    factor,
    negateScalar(factor),
  ])
  return new Set(points.flatMap((point) => all.map((factor) => keyOf(curve, g1.multiply(point, factor)))))
}

/** Each point, and the sum and the difference of each two. */
export function combinationsOf({ g1 }: Curve, points: readonly G1[]): G1[] {
  return points.flatMap((left, i) => [
    left,
    ...points.slice(i + 1).flatMap((right) => [g1.add(left, right), g1.subtract(left, right)]),
  ])
}

export const keyOf = ({ g1 }: Curve, point: G1): string => Buffer.from(g1.encode(point)).toString('hex')

export function scalarOf(octets: Uint8Array): Scalar {
  const scalar = decodeScalar(octets)
  if (scalar === undefined) throw new RangeError('the octets are no scalar')
  return scalar
}

export async function pointOf(octets: Uint8Array): Promise<G1> {
  const point = (await loadCurve()).g1.decode(octets)
  if (!point) throw new RangeError('the octets are no point')
  return point
}
