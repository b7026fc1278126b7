import { bls12_381 } from '@noble/curves/bls12-381.js'
import mcl from 'mcl-wasm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createCurve } from '../src/curve.ts'
import { loadCurve, toScalar } from '../src/index.ts'
import { startMcl } from '../src/mcl-module.ts'
import { hex, utf8 } from './hex.ts'
import { pointOutsideSubgroup } from './point-outside-subgroup.ts'

// What is dangerous about mcl, shown on mcl itself, and that nothing of it reaches those who use this package.
// An update of mcl that makes the first half of a test fail has removed a trap; one that fails the second has opened it.
beforeAll(() => mcl.init(mcl.BLS12_381))

describe('mcl', () => {
  it('maps to other points than RFC 9380 until it is told otherwise; we tell it', async () => {
    const expected = bls12_381.G1.hashToCurve(utf8('abc'), { DST: 'TRAP' }).toHex(true)
    mcl.setETHserialization(true)
    const element = new mcl.Fp()
    element.setInt(5)
    const before = hex(element.mapToG1().serialize())
    mcl.setMapToMode(mcl.IRTF)
    expect(hex(element.mapToG1().serialize())).not.toBe(before)

    const { g1 } = await loadCurve()
    const ours = g1.hashToCurve({ message: utf8('abc'), dst: utf8('TRAP'), expander: 'XMD:SHA-256' })
    expect(hex(g1.encode(ours))).toBe(expected)
  })

  it('writes little-endian encodings of its own until it is told otherwise; we tell it', async () => {
    mcl.setETHserialization(false)
    const element = new mcl.Fr()
    element.setInt(1)
    expect(hex(element.serialize())).toBe(`01${'00'.repeat(31)}`)
    const { g1 } = await loadCurve()
    expect(hex(g1.encode(g1.generator))).toBe(bls12_381.G1.Point.BASE.toHex(true))
  })

  it('has no base point on pairing curves; ours are stated', async () => {
    expect(() => mcl.getBasePointG1()).toThrow()
    const { g1 } = await loadCurve()
    expect(g1.isIdentity(g1.generator)).toBe(false)
  })

  it('fails to sum many terms; we sum them in parts', async () => {
    const { g1 } = await loadCurve()
    const point = mcl.hashAndMapToG1('x')
    const one = new mcl.Fr()
    one.setInt(1)
    const count = 7000
    expect(() => mcl.mulVec(new Array(count).fill(point), new Array(count).fill(one))).toThrow()
    const sum = g1.msm(Array.from({ length: count }, () => [g1.generator, toScalar(1n)] as const))
    expect(g1.equals(sum, g1.multiply(g1.generator, toScalar(BigInt(count))))).toBe(true)
  })

  it('switches its subgroup check for everybody; our instance is not theirs', async () => {
    const { g1 } = await loadCurve()
    const outside = pointOutsideSubgroup()
    mcl.setETHserialization(true)
    mcl.verifyOrderG1(false)
    try {
      new mcl.G1().deserialize(outside)
      expect(g1.decode(outside)).toBeUndefined()
    } finally {
      mcl.verifyOrderG1(true)
    }
    expect(() => new mcl.G1().deserialize(outside)).toThrow()
  })

  it('keeps prepared points until they are freed; destroying ours frees them', async () => {
    const engine = await startMcl()
    const { g1, g2 } = createCurve(engine)
    const bytes = () => engine.HEAP8.length
    const before = bytes()
    for (let i = 0; i < 1000; i++) {
      g2.prepare(g2.generator).destroy()
      g1.prepare(g1.generator).destroy()
    }
    expect(bytes()).toBe(before)
    const kept = Array.from({ length: 200 }, () => g2.prepare(g2.generator))
    expect(bytes()).toBeGreaterThan(before)
    for (const point of kept) point.destroy()
  })

  it('frees the memory of long and of mixed sums', async () => {
    const engine = await startMcl()
    const { g1 } = createCurve(engine)
    const prepared = g1.prepare(g1.generator)
    const terms = Array.from({ length: 2000 }, () => [g1.generator, toScalar(5n)] as const)
    g1.msm(terms)
    const before = engine.HEAP8.length
    for (let i = 0; i < 5; i++) g1.msm(terms)
    for (let i = 0; i < 500; i++)
      g1.msm([
        [prepared, toScalar(3n)],
        [g1.generator, toScalar(5n)],
      ])
    expect(engine.HEAP8.length).toBe(before)
  })
})

describe('loadCurve', () => {
  it('loads the engine once', async () => {
    expect(await loadCurve()).toBe(await loadCurve())
  })

  it('says what it needs where WebAssembly may not start, and tries again on the next call', async () => {
    vi.resetModules()
    const fresh = await import('../src/index.ts')
    const refused = vi
      .spyOn(WebAssembly, 'instantiate')
      .mockRejectedValueOnce(new Error('refused by the policy'))
    await expect(fresh.loadCurve()).rejects.toMatchObject({ code: 'engine-unavailable' })
    refused.mockRestore()
    const { g1 } = await fresh.loadCurve()
    expect(g1.isIdentity(g1.generator)).toBe(false)
  })
})
