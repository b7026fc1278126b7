import { createDecipheriv, hkdfSync } from 'node:crypto'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { decode, encode } from 'cborg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BindingError,
  openSealedRecord,
  type RecordContent,
  recordAddress,
  type SealingContext,
  sealRecord,
} from '../../src/index.ts'
import { parameters, random, record, utf8 } from '../support/applicant.ts'

const content: RecordContent = {
  record,
  regN: random(48),
  date: '2026-11-23',
  recordSignature: { challenge: new Uint8Array(32).fill(3), response: new Uint8Array(32).fill(5) },
}
const context: SealingContext = {
  chainId: parameters.chainId,
  issuer: parameters.issuer,
  authority: parameters.authority,
  reg: random(48),
}
const independent = { certificate: random(700), signature: random(64) }

describe('a sealed record', () => {
  it('is opened by whoever has the registration point', () => {
    for (const sealed of [content, { ...content, independent }]) {
      const { ciphertext } = sealRecord({ ...context, content: sealed })
      expect(openSealedRecord({ ...context, ciphertext })).toEqual(sealed)
    }
  })

  it('has the format of the documentation, read with another library', () => {
    const { address, ciphertext } = sealRecord({ ...context, content: { ...content, independent } })
    expect(address).toEqual(sha256(concatBytes(utf8('VELUM_BINDING_V1_ADDRESS_'), context.reg)))
    const info = encode([utf8('VELUM_BINDING_V1_SEAL_'), context.chainId, context.issuer, context.authority])
    const key = new Uint8Array(hkdfSync('sha256', context.reg, new Uint8Array(0), info, 32))
    const cipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(0, 12))
    cipher.setAuthTag(ciphertext.subarray(-16))
    const padded = Buffer.concat([cipher.update(ciphertext.subarray(12, -16)), cipher.final()])
    const plaintext = padded.subarray(0, padded.lastIndexOf(0x80))
    const { challenge, response } = content.recordSignature
    const { certificate, signature } = independent
    expect(decode(plaintext)).toEqual([
      1,
      record,
      context.reg,
      content.regN,
      '2026-11-23',
      [challenge, response],
      [certificate, signature],
    ])
  })

  it('is not opened by another point, nor for another chain, issuer or authority', () => {
    const { ciphertext } = sealRecord({ ...context, content })
    for (const changes of [
      { reg: random(48) },
      { chainId: 1 },
      { issuer: 'did:web:other.example' },
      { authority: random(32) },
      { authority: null },
    ]) {
      expect(openSealedRecord({ ...context, ...changes, ciphertext })).toBeUndefined()
    }
  })

  it('is not opened with any one bit changed, or cut, or longer', () => {
    const { ciphertext } = sealRecord({ ...context, content })
    for (let bit = 0; bit < ciphertext.length * 8; bit += 3) {
      const mauled = ciphertext.slice()
      mauled[bit >> 3] = (mauled[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(openSealedRecord({ ...context, ciphertext: mauled })).toBeUndefined()
    }
    for (let length = 0; length < ciphertext.length; length += 13) {
      expect(openSealedRecord({ ...context, ciphertext: ciphertext.subarray(0, length) })).toBeUndefined()
    }
    expect(openSealedRecord({ ...context, ciphertext: concatBytes(ciphertext, random(16)) })).toBeUndefined()
  })

  it('is another ciphertext each time, at the same address', () => {
    const [first, second] = [sealRecord({ ...context, content }), sealRecord({ ...context, content })]
    expect(first.address).toEqual(second.address)
    expect(first.address).toEqual(recordAddress(context.reg))
    expect(first.ciphertext).not.toEqual(second.ciphertext)
    expect(recordAddress(random(48))).not.toEqual(first.address)
  })

  it('tells of its length only how many thousand octets it takes', () => {
    fc.assert(
      fc.property(fc.nat(3000), (length) => {
        const sealed = { ...content, record: random(length) }
        const { ciphertext } = sealRecord({ ...context, content: sealed })
        expect((ciphertext.length - 28) % 1024).toBe(0)
        expect(openSealedRecord({ ...context, ciphertext })).toEqual(sealed)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps a content that ends like the padding', () => {
    for (const last of [0x80, 0x00]) {
      const sealed = { ...content, independent: { ...independent, signature: new Uint8Array(64).fill(last) } }
      const { ciphertext } = sealRecord({ ...context, content: sealed })
      expect(openSealedRecord({ ...context, ciphertext })).toEqual(sealed)
    }
  })

  it('of one point is no record of another, whoever sealed it', () => {
    // Whoever knows both points can encrypt under the key of one what names the other: the cipher alone would open it.
    const other = random(48)
    const { ciphertext } = sealRecord({ ...context, content })
    const info = encode([utf8('VELUM_BINDING_V1_SEAL_'), context.chainId, context.issuer, context.authority])
    const key = (reg: Uint8Array) => new Uint8Array(hkdfSync('sha256', reg, new Uint8Array(0), info, 32))
    return reseal(ciphertext, key(context.reg), key(other)).then((resealed) => {
      expect(openSealedRecord({ ...context, ciphertext: resealed })).toBeUndefined()
      expect(openSealedRecord({ ...context, reg: other, ciphertext: resealed })).toBeUndefined()
    })
  })

  it('is not made of content that lacks its form', () => {
    const codeOf = (changes: Partial<RecordContent>, contextChanges: Partial<SealingContext> = {}) => {
      try {
        sealRecord({ ...context, ...contextChanges, content: { ...content, ...changes } })
      } catch (error) {
        return (error as BindingError).code
      }
      return undefined
    }
    expect(codeOf({})).toBeUndefined()
    expect(codeOf({ date: '2026-13-01' })).toBe('invalid-argument')
    expect(codeOf({ regN: random(47) })).toBe('invalid-argument')
    expect(codeOf({ recordSignature: { challenge: random(31), response: random(32) } })).toBe(
      'invalid-argument',
    )
    expect(codeOf({}, { reg: random(47) })).toBe('invalid-argument')
    expect(codeOf({}, { chainId: 0 })).toBe('invalid-argument')
    expect(codeOf({}, { authority: random(20) })).toBe('invalid-argument')
  })
})

async function reseal(ciphertext: Uint8Array, from: Uint8Array, to: Uint8Array): Promise<Uint8Array> {
  const algorithm = { name: 'AES-GCM', iv: ciphertext.slice(0, 12) }
  const [source, target] = await Promise.all(
    [from, to].map((key) =>
      crypto.subtle.importKey('raw', key as Uint8Array<ArrayBuffer>, 'AES-GCM', false, [
        'encrypt',
        'decrypt',
      ]),
    ),
  )
  const plaintext = await crypto.subtle.decrypt(algorithm, source as CryptoKey, ciphertext.slice(12))
  const sealed = await crypto.subtle.encrypt(algorithm, target as CryptoKey, plaintext)
  return concatBytes(ciphertext.slice(0, 12), new Uint8Array(sealed))
}
