import { bls12_381 } from '@noble/curves/bls12-381.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addScalars,
  type G1,
  groupOrder,
  loadCurve,
  multiplyScalars,
  negateScalar,
  type PreparedG1,
  reduceScalar,
  type Scalar,
  subtractScalars,
  toScalar,
} from '../src/index.ts'
import { hex } from './hex.ts'

const curve = await loadCurve()
const { g1, g2 } = curve
const noble = bls12_381.G1.Point

// λ of the endomorphism and its neighbours are where a wrong decomposition would show.
const lambda = 0xac45a4010001a40200000000ffffffffn
const edges = [
  0n,
  1n,
  2n,
  lambda - 1n,
  lambda,
  lambda + 1n,
  lambda * lambda,
  groupOrder - 1n,
  groupOrder - 2n,
]
const scalars = fc
  .oneof(
    fc.constantFrom(...edges),
    fc.bigInt({ min: 0n, max: groupOrder - 1n }),
    fc.bigInt({ min: 0n, max: 255n }),
  )
  .map(toScalar)
const nonZero = scalars.filter((scalar) => scalar !== 0n)

const encodeByNoble = (k: bigint) => (k === 0n ? `c0${'00'.repeat(47)}` : noble.BASE.multiply(k).toHex(true))
const times = (k: Scalar): G1 => g1.multiply(g1.generator, k)

describe('scalars', () => {
  it('form a field', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        expect(addScalars(a, b)).toBe((a + b) % groupOrder)
        expect(subtractScalars(a, b)).toBe((a - b + groupOrder) % groupOrder)
        expect(multiplyScalars(a, b)).toBe((a * b) % groupOrder)
        expect(addScalars(a, negateScalar(a))).toBe(0n)
        expect(reduceScalar(a - groupOrder * 3n)).toBe(a)
      }),
    )
  })

  it('have inverses, many at once', () => {
    fc.assert(
      fc.property(fc.array(nonZero, { maxLength: 20 }), (list) => {
        const inverses = curve.invertScalars(list)
        expect(list.map((value, i) => multiplyScalars(value, inverses[i] as Scalar))).toEqual(
          list.map(() => 1n),
        )
      }),
    )
    expect(() => curve.invertScalars([toScalar(3n), toScalar(0n)])).toThrow(
      expect.objectContaining({ code: 'scalar-out-of-range' }),
    )
  })
})

describe('points', () => {
  it('are multiplied as noble multiplies them, with and without the fixed sequence', () => {
    fc.assert(
      fc.property(scalars, (k) => {
        expect(hex(g1.encode(times(k)))).toBe(encodeByNoble(k))
        expect(hex(g1.encode(g1.multiplySecret(g1.generator, k)))).toBe(encodeByNoble(k))
      }),
      { numRuns: 40 },
    )
  })

  it('of G2 are multiplied as noble multiplies them', () => {
    fc.assert(
      fc.property(nonZero, (k) => {
        const expected = bls12_381.G2.Point.BASE.multiply(k).toHex(true)
        expect(hex(g2.encode(g2.multiply(g2.generator, k)))).toBe(expected)
        expect(hex(g2.encode(g2.multiplySecret(g2.generator, k)))).toBe(expected)
        expect(hex(g2.encode(g2.msm([[g2.generator, k]])))).toBe(expected)
      }),
      { numRuns: 15 },
    )
  })

  it('are added, subtracted and negated, equal and opposite ones included', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        const [p, q] = [times(a), times(b)]
        expect(g1.equals(g1.add(p, q), times(addScalars(a, b)))).toBe(true)
        expect(g1.equals(g1.subtract(p, q), times(subtractScalars(a, b)))).toBe(true)
        expect(g1.equals(g1.add(p, p), times(addScalars(a, a)))).toBe(true)
        expect(g1.isIdentity(g1.add(p, g1.negate(p)))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('sums of products', () => {
  const term = fc.record({ base: scalars, factor: scalars, prepared: fc.boolean() })

  it('are right for any mix of prepared and passing points, equal, opposite and identity ones included', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 14 }), (list) => {
        const bases: (G1 | PreparedG1)[] = list.map(({ base, prepared }) =>
          prepared ? g1.prepare(times(base)) : times(base),
        )
        const sum = g1.msm(list.map(({ factor }, i) => [bases[i] as G1, factor] as const))
        const expected = list.reduce((total, { base, factor }) => (total + base * factor) % groupOrder, 0n)
        expect(hex(g1.encode(sum))).toBe(encodeByNoble(expected))
        for (const base of bases) if ('destroy' in base) base.destroy()
      }),
      { numRuns: 150 },
    )
  })

  it.each([1, 2, 1999, 2000, 2001, 4500])('of %i terms are right', (count) => {
    const points = Array.from({ length: 50 }, (_, i) => times(toScalar(BigInt(i + 1))))
    const terms = Array.from(
      { length: count },
      (_, i) => [points[i % 50] as G1, reduceScalar(BigInt(i) ** 40n + 7n)] as const,
    )
    const expected = terms.reduce((total, [, factor], i) => total + BigInt((i % 50) + 1) * factor, 0n)
    expect(hex(g1.encode(g1.msm(terms)))).toBe(encodeByNoble(expected % groupOrder))
    const unchecked = g1.checkSubgroup(g1.msmUnchecked(terms))
    expect(unchecked && hex(g1.encode(unchecked))).toBe(encodeByNoble(expected % groupOrder))
  })

  it('refuse a prepared point that was destroyed', () => {
    const point = g1.prepare(g1.generator)
    point.destroy()
    point.destroy()
    expect(() => g1.msm([[point, toScalar(2n)]])).toThrow(
      expect.objectContaining({ code: 'point-destroyed' }),
    )
  })
})
