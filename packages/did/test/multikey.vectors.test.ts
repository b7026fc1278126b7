import { decodeMultikey, encodeMultikey, encodeMultikeyBytes, type KeyKind } from '@velum/did'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from './code-of.ts'

/** Published pairs: did:key §A (Ed25519, secp256k1) and the bbs-2023 test vectors of VC-DI-BBS §A. */
const PUBLISHED: [KeyKind, string, string][] = [
  [
    'Ed25519',
    'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    '2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6',
  ],
  [
    'Bls12381G2',
    'zUC7DerdEmfZ8f4pFajXgGwJoMkV1ofMTmEG5UoNvnWiPiLuGKNeqgRpLH2TV4Xe5mJ2cXV76gRN7LFQwapF1VFu6x2yrr5ci1mXqC1WNUrnHnLgvfZfMH7h6xP6qsf9EKRQrPQ',
    'a4ef1afa3da575496f122b9b78b8c24761531a8a093206ae7c45b80759c168ba4f7a260f9c3367b6c019b4677841104b10665edbe70ba3ebe7d9cfbffbf71eb016f70abfbb163317f372697dc63efd21fc55764f63926a8f02eaea325a2a888f',
  ],
]

describe.each(PUBLISHED)('the published %s key', (kind, multikey, hex) => {
  const publicKey = new Uint8Array(Buffer.from(hex, 'hex'))

  it('is encoded as published', () => {
    expect(encodeMultikey({ kind, publicKey })).toBe(multikey)
  })

  it('is decoded as published', () => {
    expect(decodeMultikey(multikey)).toEqual({ kind, publicKey })
  })
})

it('starts with the multicodec prefix that goes on chain', () => {
  expect([...encodeMultikeyBytes({ kind: 'Bls12381G2', publicKey: new Uint8Array(96) }).slice(0, 2)]).toEqual(
    [0xeb, 0x01],
  )
  expect([...encodeMultikeyBytes({ kind: 'Ed25519', publicKey: new Uint8Array(32) }).slice(0, 2)]).toEqual([
    0xed, 0x01,
  ])
  expect([...encodeMultikeyBytes({ kind: 'Secp256k1', publicKey: new Uint8Array(33) }).slice(0, 2)]).toEqual([
    0xe7, 0x01,
  ])
})

it('decodes every key to what was encoded', () => {
  const lengths: Record<KeyKind, number> = { Bls12381G2: 96, Ed25519: 32, Secp256k1: 33 }
  const key = fc.constantFrom<KeyKind>('Bls12381G2', 'Ed25519', 'Secp256k1').chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      publicKey: fc.uint8Array({ minLength: lengths[kind], maxLength: lengths[kind] }),
    }),
  )
  fc.assert(
    fc.property(key, (original) => {
      expect(decodeMultikey(encodeMultikey(original))).toEqual(original)
    }),
  )
})

it.each([
  ['nothing', ''],
  ['another multibase', 'uLm_M42cB3HkUiODQsXRcweM6TByfzEHGO9ND274JcOY'],
  ['a character outside base58', 'z6Mk0aXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
  ['a key that was cut short', 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do'],
  ['a P-256 key', 'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'],
  ['a text that would take long to decode', `z${'1'.repeat(100_000)}`],
])('refuses %s', (_, text) => {
  expect(codeOf(() => decodeMultikey(text))).toBe('invalid-key')
})

it('refuses to encode a key of the wrong length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }).filter(({ length }) => length !== 96),
      (publicKey) => {
        expect(codeOf(() => encodeMultikey({ kind: 'Bls12381G2', publicKey }))).toBe('invalid-key')
      },
    ),
  )
})
