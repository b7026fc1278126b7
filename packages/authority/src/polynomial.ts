import {
  type Curve,
  type G1,
  multiplyScalars,
  reduceScalar,
  type Scalar,
  subtractScalars,
  toScalar,
} from '@velum/curve'

/** g^f(x), from the commitments g^a_0, g^a_1 … to the coefficients of f. Variable time: for what everybody may see. */
export function evaluateInExponent({ g1 }: Curve, commitments: readonly G1[], x: number): G1 {
  const at = toScalar(BigInt(x))
  let power = toScalar(1n)
  const terms = commitments.map((point) => {
    const term = [point, power] as const
    power = multiplyScalars(power, at)
    return term
  })
  return g1.msm(terms)
}

/** The factors of the values at `places`, which differ, in the value at `x` of the polynomial through them: λ_i where x is 0. */
export function lagrange(curve: Curve, places: readonly number[], x = 0): Scalar[] {
  const at = places.map((place) => toScalar(BigInt(place)))
  const value = reduceScalar(BigInt(x))
  const fractions = at.map((own) => {
    const others = at.filter((other) => other !== own)
    const one = toScalar(1n)
    return {
      numerator: others.map((other) => subtractScalars(value, other)).reduce(multiplyScalars, one),
      denominator: others.map((other) => subtractScalars(own, other)).reduce(multiplyScalars, one),
    }
  })
  const inverses = curve.invertScalars(fractions.map(({ denominator }) => denominator))
  return fractions.map(({ numerator }, i) => multiplyScalars(numerator, inverses[i] as Scalar))
}

/** The value at `x` in the exponent, from those at `places`. */
export function interpolate(curve: Curve, places: readonly number[], points: readonly G1[], x = 0): G1 {
  const factors = lagrange(curve, places, x)
  return curve.g1.msm(points.map((point, i) => [point, factors[i] as Scalar] as const))
}

/** Whether the value at 0 and those at 1, 2, … lie on one polynomial of degree `threshold` − 1 in the exponent: 48 octets each. Then
 *  any `threshold` trustees open together, and all of them the same. */
export function areSharesOfKey(
  curve: Curve,
  { publicKey, verificationShares, threshold }: KeyAndShares,
): boolean {
  const { g1 } = curve
  const points = [publicKey, ...verificationShares].map((octets) => g1.decode(octets))
  if (threshold < 1 || points.length <= threshold || points.includes(undefined)) return false
  const known = points as G1[]
  // The first ones fix the polynomial; every further one must agree with it.
  const fixing = known.slice(0, threshold)
  const places = fixing.map((_, i) => i)
  return known.every((point, x) => x < threshold || g1.equals(interpolate(curve, places, fixing, x), point))
}

interface KeyAndShares {
  readonly publicKey: Uint8Array
  readonly verificationShares: readonly Uint8Array[]
  readonly threshold: number
}
