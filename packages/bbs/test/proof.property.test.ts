import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveProof, generateKeyPair, sign, verify, verifyProof } from '../src/index.ts'
import { hex } from './octets.ts'

const statement = fc.record({
  ciphersuite: fc.constantFrom('BLS12-381-SHA-256' as const, 'BLS12-381-SHAKE-256' as const),
  keyMaterial: fc.uint8Array({ minLength: 32, maxLength: 40 }),
  header: fc.uint8Array({ maxLength: 80 }),
  presentationHeader: fc.uint8Array({ maxLength: 80 }),
  // Empty and equal messages are messages too.
  parts: fc.array(
    fc.record({
      message: fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.constant(new Uint8Array(0))),
      disclosed: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
})

describe('signatures and proofs', () => {
  it('hold for what was signed and disclosed, and for nothing that differs by one octet', async () => {
    await fc.assert(
      fc.asyncProperty(statement, fc.nat(), async (input, choice) => {
        const { ciphersuite, keyMaterial, header, presentationHeader, parts } = input
        const keys = await generateKeyPair({ ciphersuite, keyMaterial })
        const messages = parts.map(({ message }) => message)
        const base = { ciphersuite, publicKey: keys.publicKey, header }
        const signature = await sign({ ...base, secretKey: keys.secretKey, messages })
        expect(await verify({ ...base, signature, messages })).toBe(true)
        expect(await verify({ ...base, signature, messages: [...messages, new Uint8Array(0)] })).toBe(false)

        const disclosedIndexes = parts.flatMap(({ disclosed }, i) => (disclosed ? [i] : []))
        const disclosedMessages = disclosedIndexes.map((i) => messages[i] as Uint8Array)
        const proof = await deriveProof({
          ...base,
          signature,
          presentationHeader,
          messages,
          disclosedIndexes,
        })
        const shown = {
          ...base,
          proof,
          presentationHeader,
          disclosedMessages,
          disclosedIndexes,
          messageCount: messages.length,
        }
        expect(await verifyProof(shown)).toBe(true)
        expect(await verifyProof({ ...shown, header: new Uint8Array([...header, 0]) })).toBe(false)
        expect(
          await verifyProof({ ...shown, presentationHeader: new Uint8Array([...presentationHeader, 0]) }),
        ).toBe(false)
        if (disclosedMessages.length > 0) {
          const changed = choice % disclosedMessages.length
          const lie = disclosedMessages.map((m, i) => (i === changed ? new Uint8Array([...m, 1]) : m))
          expect(await verifyProof({ ...shown, disclosedMessages: lie })).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are the same signature, and never the same proof', async () => {
    const ciphersuite = 'BLS12-381-SHA-256'
    const keys = await generateKeyPair({ ciphersuite })
    const messages = [new Uint8Array([1]), new Uint8Array([2])]
    const first = await sign({ ciphersuite, ...keys, messages })
    expect(hex(await sign({ ciphersuite, ...keys, messages }))).toBe(hex(first))

    const proofs = await Promise.all(
      Array.from({ length: 8 }, () =>
        deriveProof({
          ciphersuite,
          publicKey: keys.publicKey,
          signature: first,
          messages,
          disclosedIndexes: [1],
        }),
      ),
    )
    const points = proofs.flatMap((proof) =>
      [0, 48, 96].map((start) => hex(proof.subarray(start, start + 48))),
    )
    const scalars = proofs.flatMap((proof) =>
      Array.from({ length: (proof.length - 144) / 32 }, (_, i) =>
        hex(proof.subarray(144 + 32 * i, 176 + 32 * i)),
      ),
    )
    expect(new Set([...points, ...scalars]).size).toBe(points.length + scalars.length)
  })
})
