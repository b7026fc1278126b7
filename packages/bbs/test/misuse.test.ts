import { groupOrder } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import {
  type Ciphersuite,
  deriveProof,
  generateKeyPair,
  openInterface,
  secretKeyToPublicKey,
  sign,
  verify,
  verifyProof,
} from '../src/index.ts'
import { hex, octets } from './octets.ts'
import { makeProof, makeSample } from './sample.ts'

const sample = await makeSample(5)
const shown = await makeProof(sample, [1, 3])
const { ciphersuite } = sample

const scalarOctets = (value: bigint) => octets(value.toString(16).padStart(64, '0'))
const code = (expected: string) => expect.objectContaining({ code: expected })

function put(source: Uint8Array, offset: number, part: Uint8Array): Uint8Array {
  const copy = source.slice()
  copy.set(part, offset)
  return copy
}

describe('disclosed indexes', () => {
  it.each([
    ['repeated', [1, 1], 'indexes-not-ascending'],
    ['descending', [3, 1], 'indexes-not-ascending'],
    ['past the end', [1, 5], 'index-out-of-range'],
    ['negative', [-1, 1], 'index-out-of-range'],
    ['fractional', [1, 2.5], 'index-out-of-range'],
    ['not a number', [1, Number.NaN], 'index-out-of-range'],
  ] as const)('that are %s are refused', async (_, disclosedIndexes, expected) => {
    await expect(deriveProof({ ...sample, disclosedIndexes })).rejects.toEqual(code(expected))
    expect(await verifyProof({ ...shown, disclosedIndexes })).toBe(false)
  })

  it('that repeat one position with two messages do not smuggle a statement in', async () => {
    const [first] = shown.disclosedMessages as [Uint8Array]
    const disclosedMessages = [first, first]
    expect(await verifyProof({ ...shown, disclosedMessages, disclosedIndexes: [1, 1] })).toBe(false)
    const lie = new TextEncoder().encode('never signed')
    expect(
      await verifyProof({
        ...shown,
        disclosedMessages: [...(shown.disclosedMessages ?? []), lie],
        disclosedIndexes: [1, 3, 3],
        messageCount: 6,
      }),
    ).toBe(false)
  })

  it('of another number than messages are refused', async () => {
    expect(await verifyProof({ ...shown, disclosedIndexes: [1] })).toBe(false)
    expect(await verifyProof({ ...shown, disclosedMessages: [] })).toBe(false)
  })

  it('are judged against the number of messages that the caller states', async () => {
    for (const messageCount of [0, 1, 2, 4, 6, 1e9]) {
      expect(await verifyProof({ ...shown, messageCount })).toBe(false)
    }
  })
})

describe('scalars of 0 and from r on', () => {
  it('are refused in every place of a proof', async () => {
    for (let start = 144; start < shown.proof.length; start += 32) {
      for (const value of [0n, groupOrder, 2n ** 256n - 1n]) {
        const proof = put(shown.proof, start, scalarOctets(value))
        expect(await verifyProof({ ...shown, proof })).toBe(false)
      }
      // The same number modulo r: the equations hold, the encoding does not.
      const same = BigInt(`0x${hex(shown.proof.subarray(start, start + 32))}`) + groupOrder
      if (same < 2n ** 256n) {
        const proof = put(shown.proof, start, scalarOctets(same))
        expect(await verifyProof({ ...shown, proof })).toBe(false)
      }
    }
  })

  it('are refused in a signature', async () => {
    const e = BigInt(`0x${hex(sample.signature.subarray(48))}`)
    for (const value of [0n, groupOrder, e + groupOrder].filter((value) => value < 2n ** 256n)) {
      const signature = put(sample.signature, 48, scalarOctets(value))
      expect(await verify({ ...sample, signature })).toBe(false)
      await expect(deriveProof({ ...sample, signature })).rejects.toEqual(code('invalid-signature'))
    }
  })

  it('are refused as secret keys', async () => {
    for (const value of [0n, groupOrder]) {
      const secretKey = scalarOctets(value)
      await expect(sign({ ...sample, secretKey })).rejects.toEqual(code('invalid-secret-key'))
      await expect(secretKeyToPublicKey(secretKey)).rejects.toEqual(code('invalid-secret-key'))
    }
    await expect(sign({ ...sample, secretKey: new Uint8Array(31) })).rejects.toEqual(
      code('invalid-secret-key'),
    )
  })
})

describe('identity points', () => {
  const identity = octets(`c0${'00'.repeat(47)}`)

  it('are refused in every place of a proof, and in a signature', async () => {
    for (const start of [0, 48, 96]) {
      expect(await verifyProof({ ...shown, proof: put(shown.proof, start, identity) })).toBe(false)
    }
    const both = put(put(shown.proof, 0, identity), 48, identity)
    expect(await verifyProof({ ...shown, proof: both })).toBe(false)
    expect(await verify({ ...sample, signature: put(sample.signature, 0, identity) })).toBe(false)
  })

  it('are refused as public keys', async () => {
    const publicKey = octets(`c0${'00'.repeat(95)}`)
    expect(await verify({ ...sample, publicKey })).toBe(false)
    expect(await verifyProof({ ...shown, publicKey })).toBe(false)
    await expect(sign({ ...sample, publicKey })).rejects.toEqual(code('invalid-public-key'))
    await expect(deriveProof({ ...sample, publicKey })).rejects.toEqual(code('invalid-public-key'))
  })
})

describe('octets of the wrong length', () => {
  it('make a verification false', async () => {
    for (const length of [0, 1, 79, 81]) {
      expect(await verify({ ...sample, signature: new Uint8Array(length) })).toBe(false)
    }
    for (const length of [0, 143, 271, 272, shown.proof.length - 1, shown.proof.length + 1]) {
      expect(await verifyProof({ ...shown, proof: new Uint8Array(length) })).toBe(false)
    }
    for (const length of [0, 95, 97]) {
      expect(await verify({ ...sample, publicKey: new Uint8Array(length) })).toBe(false)
    }
  })
})

describe('wrong arguments', () => {
  it('throw with a code', async () => {
    const unknown = 'BLS12-381-MD5' as Ciphersuite
    await expect(generateKeyPair({ ciphersuite: unknown })).rejects.toEqual(code('unknown-ciphersuite'))
    await expect(verify({ ...sample, ciphersuite: unknown })).rejects.toEqual(code('unknown-ciphersuite'))
    await expect(generateKeyPair({ ciphersuite, keyMaterial: new Uint8Array(31) })).rejects.toEqual(
      code('invalid-argument'),
    )
    await expect(generateKeyPair({ ciphersuite, keyInfo: new Uint8Array(65536) })).rejects.toEqual(
      code('invalid-argument'),
    )
    const messages = ['text'] as unknown as Uint8Array[]
    await expect(sign({ ...sample, messages })).rejects.toEqual(code('invalid-argument'))
    await expect(verifyProof({ ...shown, messageCount: 2.5 })).rejects.toEqual(code('invalid-argument'))
    await expect(openInterface({ ciphersuite, apiId: 'VELUM_' })).rejects.toEqual(code('invalid-argument'))
  })

  it('leave secrets out of the message', async () => {
    const error = await sign({ ...sample, secretKey: scalarOctets(groupOrder) }).catch((caught) => caught)
    expect(String(error.message)).not.toContain(groupOrder.toString(16).slice(0, 16))
  })
})
