import {
  expand_message_xmd,
  expand_message_xof,
  hash_to_field,
} from '@noble/curves/abstract/hash-to-curve.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { shake256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandMessage, hashToScalar, loadCurve } from '../src/index.ts'
import { hex, octets, utf8 } from './hex.ts'

const curve = await loadCurve()

// RFC 9380 appendix J.9.1, BLS12381G1_XMD:SHA-256_SSWU_RO_: x of the point.
const rfc9380 = [
  ['', '052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1'],
  ['abc', '03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903'],
] as const

describe('hash to G1', () => {
  it.each(rfc9380)('gives the point of RFC 9380 for "%s"', (message, x) => {
    const dst = utf8('QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_')
    const point = curve.g1.hashToCurve({ message: utf8(message), dst, expander: 'XMD:SHA-256' })
    const encoding = curve.g1.encode(point)
    encoding[0] = (encoding[0] as number) & 0x1f
    expect(hex(encoding)).toBe(x)
  })

  it('agrees with noble under a tag of its own, for both expanders', () => {
    const { G1 } = bls12_381
    // noble's own hashToCurve takes a tag but ignores another expander, so the SHAKE-256 one is put together from its parts.
    const withShake = (message: Uint8Array, DST: Uint8Array) => {
      const options = {
        p: bls12_381.fields.Fp.ORDER,
        m: 1,
        k: 128,
        expand: 'xof',
        hash: shake256,
        DST,
      } as const
      const [u0, u1] = hash_to_field(message, 2, options) as [[bigint], [bigint]]
      // Its declared type is not what it takes and returns.
      const map = G1.mapToCurve as unknown as (element: bigint) => typeof G1.Point.BASE
      return map(u0[0]).add(map(u1[0])).toHex(true)
    }
    for (const text of ['', 'a', 'Velum', 'x'.repeat(300)]) {
      const message = utf8(text)
      const dst = utf8(`VELUM-TEST-V1-${text.length}`)
      expect(hex(curve.g1.encode(curve.g1.hashToCurve({ message, dst, expander: 'XMD:SHA-256' })))).toBe(
        G1.hashToCurve(message, { DST: dst }).toHex(true),
      )
      expect(hex(curve.g1.encode(curve.g1.hashToCurve({ message, dst, expander: 'XOF:SHAKE-256' })))).toBe(
        withShake(message, dst),
      )
    }
  })

  it('refuses an empty tag', () => {
    expect(() =>
      hashToScalar({ message: utf8('a'), dst: new Uint8Array(0), expander: 'XMD:SHA-256' }),
    ).toThrow()
  })
})

describe('expand_message', () => {
  // RFC 9380 appendices K.1 and K.6.
  it('gives the octets of RFC 9380 for SHA-256', () => {
    const dst = utf8('QUUX-V01-CS02-with-expander-SHA256-128')
    expect(hex(expandMessage({ message: utf8('abc'), dst, expander: 'XMD:SHA-256' }, 32))).toBe(
      'd8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615',
    )
  })

  it('gives the octets of RFC 9380 for SHAKE-256', () => {
    const dst = utf8('QUUX-V01-CS02-with-expander-SHAKE256')
    const message = octets('')
    expect(hex(expandMessage({ message, dst, expander: 'XOF:SHAKE-256' }, 32))).toBe(
      '2ffc05c48ed32b95d72e807f6eab9f7530dd1c2f013914c8fed38c5ccc15ad76',
    )
  })

  it('agrees with noble for any message, tag and length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ minLength: 1, maxLength: 255 }),
        fc.integer({ min: 1, max: 8160 }),
        (message, dst, length) => {
          const uniform = expandMessage({ message, dst, expander: 'XMD:SHA-256' }, length)
          expect(hex(uniform)).toBe(hex(expand_message_xmd(message, dst, length, sha256)))
          const ofShake = expandMessage({ message, dst, expander: 'XOF:SHAKE-256' }, length)
          expect(hex(ofShake)).toBe(hex(expand_message_xof(message, dst, length, 128, shake256)))
        },
      ),
    )
  })
})
