import { bls12_381 } from '@noble/curves/bls12-381.js'
import { describe, expect, it } from 'vitest'
import { decodeScalar, encodeScalar, groupOrder, loadCurve, toScalar } from '../src/index.ts'
import { hex, octets } from './hex.ts'
import { encodeUnchecked, pointOutsideSubgroup, uncheckedByNoble } from './point-outside-subgroup.ts'

const curve = await loadCurve()
const generator = curve.g1.encode(curve.g1.generator)
const identityOfG1 = octets(`c0${'00'.repeat(47)}`)
const identityOfG2 = octets(`c0${'00'.repeat(95)}`)

function changed(source: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array {
  const copy = source.slice()
  change(copy)
  return copy
}

describe('encodings of G1', () => {
  it('has the generator that noble has', () => {
    expect(hex(generator)).toBe(bls12_381.G1.Point.BASE.toHex(true))
    expect(hex(curve.g2.encode(curve.g2.generator))).toBe(bls12_381.G2.Point.BASE.toHex(true))
  })

  it('reads back what noble writes', () => {
    for (const k of [2n, 3n, 77n, groupOrder - 1n]) {
      const encoding = bls12_381.G1.Point.BASE.multiply(k).toBytes(true)
      const point = curve.g1.decode(encoding)
      expect(point && hex(curve.g1.encode(point))).toBe(hex(encoding))
      const encodingOfG2 = bls12_381.G2.Point.BASE.multiply(k).toBytes(true)
      const pointOfG2 = curve.g2.decode(encodingOfG2)
      expect(pointOfG2 && hex(curve.g2.encode(pointOfG2))).toBe(hex(encodingOfG2))
    }
  })

  it('refuses the identity unless it is asked for', () => {
    expect(curve.g1.decode(identityOfG1)).toBeUndefined()
    expect(curve.g2.decode(identityOfG2)).toBeUndefined()
    const identity = curve.g1.decodeOrIdentity(identityOfG1)
    expect(identity && curve.g1.isIdentity(identity)).toBe(true)
    const ofG2 = curve.g2.decodeOrIdentity(identityOfG2)
    expect(ofG2 && curve.g2.isIdentity(ofG2)).toBe(true)
    expect(hex(curve.g1.encode(curve.g1.identity))).toBe(hex(identityOfG1))
  })

  it('refuses every other encoding of the identity', () => {
    const wrong = [
      changed(identityOfG1, (o) => (o[0] = 0xe0)),
      changed(identityOfG1, (o) => (o[0] = 0x40)),
      changed(identityOfG1, (o) => (o[0] = 0xc1)),
      changed(identityOfG1, (o) => (o[47] = 1)),
      octets('00'.repeat(48)),
    ]
    for (const encoding of wrong) expect(curve.g1.decodeOrIdentity(encoding)).toBeUndefined()
    expect(curve.g2.decodeOrIdentity(changed(identityOfG2, (o) => (o[95] = 1)))).toBeUndefined()
    expect(curve.g2.decodeOrIdentity(changed(identityOfG2, (o) => (o[48] = 0xc0)))).toBeUndefined()
  })

  it('refuses wrong lengths, missing flags and uncompressed points', () => {
    expect(curve.g1.decode(new Uint8Array(0))).toBeUndefined()
    expect(curve.g1.decode(generator.slice(0, 47))).toBeUndefined()
    expect(curve.g1.decode(new Uint8Array([...generator, 0]))).toBeUndefined()
    expect(curve.g1.decode(changed(generator, (o) => (o[0] = (o[0] as number) & 0x7f)))).toBeUndefined()
    expect(curve.g1.decode(changed(generator, (o) => (o[0] = (o[0] as number) | 0x40)))).toBeUndefined()
    expect(curve.g1.decode(bls12_381.G1.Point.BASE.toBytes(false))).toBeUndefined()
    expect(curve.g2.decode(generator)).toBeUndefined()
  })

  it('refuses an x that is not below p', () => {
    // p − 1 + 1 … p + 40: some of these reduce to an x that is on the curve.
    const p = bls12_381.fields.Fp.ORDER
    for (let i = 0n; i < 40n; i++) {
      const encoding = octets(((p + i) | (1n << 383n)).toString(16).padStart(96, '0'))
      expect(curve.g1.decodeOrIdentity(encoding)).toBeUndefined()
    }
  })

  it('refuses an x of G2 whose second half is not below p', () => {
    const encoding = bls12_381.G2.Point.BASE.toBytes(true)
    const p = octets(bls12_381.fields.Fp.ORDER.toString(16).padStart(96, '0'))
    expect(curve.g2.decode(changed(encoding, (o) => o.set(p, 48)))).toBeUndefined()
  })

  it('refuses points of the curve outside the subgroup', () => {
    expect(curve.g1.decode(pointOutsideSubgroup())).toBeUndefined()
    for (const x of Array.from({ length: 60 }, (_, i) => BigInt(i))) {
      const encoding = octets((x | (1n << 383n)).toString(16).padStart(96, '0'))
      const [point] = curve.g1.decodeUnchecked([encoding]) ?? []
      if (!point) continue
      const { x: px, y } = uncheckedByNoble(encoding)
      const expected = bls12_381.G1.Point.fromAffine({ x: px, y }).isTorsionFree()
      expect(curve.g1.decode(encoding) !== undefined).toBe(expected)
    }
  })

  it('refuses points of small order, alone and added to a point of the subgroup', () => {
    // r·Q kills the part of Q that is in the subgroup; (0, 2) has order 3.
    const stray = uncheckedByNoble(pointOutsideSubgroup())
    const cofactorPart = bls12_381.G1.Point.fromAffine(stray)
      .multiplyUnsafe(groupOrder - 1n)
      .add(bls12_381.G1.Point.fromAffine(stray))
    const orderThree = bls12_381.G1.Point.fromAffine({ x: 0n, y: 2n })
    expect(cofactorPart.is0()).toBe(false)
    expect(orderThree.double().add(orderThree).is0()).toBe(true)
    for (const small of [cofactorPart, orderThree]) {
      for (const k of [1n, 2n, 12345n, groupOrder - 1n]) {
        for (const point of [small, small.add(bls12_381.G1.Point.BASE.multiply(k))]) {
          const encoding = encodeUnchecked(point.toAffine())
          expect(curve.g1.decodeUnchecked([encoding])).toBeDefined()
          expect(curve.g1.decode(encoding)).toBeUndefined()
        }
      }
    }
  })

  it('reads points outside the subgroup only as unchecked ones', () => {
    const outside = pointOutsideSubgroup()
    const [inside, stray] = curve.g1.decodeUnchecked([generator, outside]) ?? []
    if (!inside || !stray) throw new Error('both are points of the curve')
    expect(curve.g1.checkSubgroup(stray)).toBeUndefined()
    const checked = curve.g1.checkSubgroup(inside)
    expect(checked && curve.g1.equals(checked, curve.g1.generator)).toBe(true)
    expect(curve.g1.decode(outside)).toBeUndefined()
    expect(curve.g1.decodeUnchecked([generator, new Uint8Array(48)])).toBeUndefined()
  })

  it('reads constants without the check, but no octets that are no point', () => {
    expect(curve.g1.equals(curve.g1.decodeConstant(generator), curve.g1.generator)).toBe(true)
    expect(() => curve.g1.decodeConstant(new Uint8Array(48))).toThrow(
      expect.objectContaining({ code: 'invalid-constant' }),
    )
  })
})

describe('encodings of scalars', () => {
  it('accepts 0 to r − 1 and nothing else', () => {
    const encode = (value: bigint) => octets(value.toString(16).padStart(64, '0'))
    expect(decodeScalar(encode(0n))).toBe(0n)
    expect(decodeScalar(encode(groupOrder - 1n))).toBe(groupOrder - 1n)
    expect(decodeScalar(encode(groupOrder))).toBeUndefined()
    expect(decodeScalar(encode(2n ** 256n - 1n))).toBeUndefined()
    expect(decodeScalar(new Uint8Array(31))).toBeUndefined()
    expect(decodeScalar(new Uint8Array(33))).toBeUndefined()
  })

  it('writes 32 octets, big-endian', () => {
    const value = 0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20n
    expect(hex(encodeScalar(toScalar(value)))).toBe(
      '0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20',
    )
  })

  it('throws for numbers outside the range', () => {
    expect(() => toScalar(-1n)).toThrow(expect.objectContaining({ code: 'scalar-out-of-range' }))
    expect(() => toScalar(groupOrder)).toThrow(expect.objectContaining({ code: 'scalar-out-of-range' }))
  })
})
