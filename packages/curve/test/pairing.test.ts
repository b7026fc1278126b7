import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupOrder, loadCurve, multiplyScalars, negateScalar, toScalar } from '../src/index.ts'

const curve = await loadCurve()
const { g1, g2 } = curve
const scalars = fc.bigInt({ min: 1n, max: groupOrder - 1n }).map(toScalar)

describe('pairing check', () => {
  it('holds exactly for a product of one, prepared or not', () => {
    fc.assert(
      fc.property(scalars, scalars, fc.boolean(), fc.boolean(), (a, b, prepareLeft, prepareRight) => {
        const left = g2.multiply(g2.generator, b)
        const usedLeft = prepareLeft ? g2.prepare(left) : left
        const usedRight = prepareRight ? g2.prepare(g2.generator) : g2.generator
        const point = g1.multiply(g1.generator, a)
        const product = negateScalar(multiplyScalars(a, b))
        const opposite = g1.multiply(g1.generator, product)
        expect(
          curve.pairingCheck([
            [point, usedLeft],
            [opposite, usedRight],
          ]),
        ).toBe(true)
        expect(
          curve.pairingCheck([
            [g1.add(point, g1.generator), usedLeft],
            [opposite, usedRight],
          ]),
        ).toBe(false)
        expect(
          curve.pairingCheck([
            [point, usedLeft],
            [g1.negate(opposite), usedRight],
          ]),
        ).toBe(false)
        for (const used of [usedLeft, usedRight]) if ('destroy' in used) used.destroy()
      }),
      { numRuns: 40 },
    )
  })

  it('takes any number of terms', () => {
    for (const count of [1, 2, 3, 4, 5]) {
      const terms = Array.from({ length: count }, (_, i) => {
        const point = g2.multiply(g2.generator, toScalar(BigInt(i + 2)))
        return [g1.generator, i % 2 === 0 ? g2.prepare(point) : point] as const
      })
      const sum = BigInt((count * (count + 3)) / 2)
      const closing = [g1.multiply(g1.generator, negateScalar(toScalar(sum))), g2.generator] as const
      expect(curve.pairingCheck([...terms, closing])).toBe(true)
      expect(curve.pairingCheck(terms)).toBe(false)
    }
  })

  it('treats the identity as the factor one', () => {
    const prepared = g2.prepare(g2.generator)
    expect(curve.pairingCheck([])).toBe(true)
    expect(curve.pairingCheck([[g1.identity, g2.generator]])).toBe(true)
    expect(curve.pairingCheck([[g1.identity, prepared]])).toBe(true)
    expect(curve.pairingCheck([[g1.generator, g2.identity]])).toBe(true)
    expect(
      curve.pairingCheck([
        [g1.identity, prepared],
        [g1.generator, prepared],
      ]),
    ).toBe(false)
    const identity = g2.prepare(g2.identity)
    expect(curve.pairingCheck([[g1.generator, identity]])).toBe(true)
    identity.destroy()
    prepared.destroy()
  })

  it('refuses a point of G2 that was destroyed', () => {
    const prepared = g2.prepare(g2.generator)
    prepared.destroy()
    prepared.destroy()
    expect(() => curve.pairingCheck([[g1.generator, prepared]])).toThrow(
      expect.objectContaining({ code: 'point-destroyed' }),
    )
  })
})
