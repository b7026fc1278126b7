import { describe, expect, it } from 'vitest'
import { deriveProof, generateKeyPair, sign, verify, verifyProof } from '../src/index.ts'
import { digitalBazaar } from './digital-bazaar.ts'
import { hex, utf8 } from './octets.ts'

describe.each(['BLS12-381-SHA-256', 'BLS12-381-SHAKE-256'] as const)(
  'beside Digital Bazaar, %s',
  (ciphersuite) => {
    const header = utf8('a header')
    const presentationHeader = utf8('a nonce')
    const keyMaterial = utf8('thirty-two octets of key material')

    it('makes the same keys', async () => {
      const ours = await generateKeyPair({ ciphersuite, keyMaterial })
      const theirs = await digitalBazaar.generateKeyPair({ seed: keyMaterial, ciphersuite })
      expect(hex(ours.secretKey)).toBe(hex(theirs.secretKey))
      expect(hex(ours.publicKey)).toBe(hex(theirs.publicKey))
    })

    it.each([
      [0, []],
      [1, [0]],
      [13, [0, 3, 4, 12]],
    ])(
      'signs the same, and each accepts the other’s proofs over %i messages',
      async (count, disclosedIndexes) => {
        const keys = await generateKeyPair({ ciphersuite, keyMaterial })
        const messages = Array.from({ length: count }, (_, i) => utf8(`message ${i}`))
        const base = { ciphersuite, publicKey: keys.publicKey, header }
        const signature = await sign({ ...base, secretKey: keys.secretKey, messages })
        const theirSignature = await digitalBazaar.sign({ ...base, secretKey: keys.secretKey, messages })
        expect(hex(signature)).toBe(hex(theirSignature))
        expect(await digitalBazaar.verifySignature({ ...base, signature, messages })).toBe(true)
        expect(await verify({ ...base, signature: theirSignature, messages })).toBe(true)

        const disclosedMessages = disclosedIndexes.map((i) => messages[i] as Uint8Array)
        const proving = { ...base, signature, messages, presentationHeader }
        const judging = { ...base, presentationHeader, disclosedMessages }
        const ours = await deriveProof({ ...proving, disclosedIndexes })
        const theirs = await digitalBazaar.deriveProof({
          ...proving,
          disclosedMessageIndexes: disclosedIndexes,
        })
        expect(
          await digitalBazaar.verifyProof({
            ...judging,
            proof: ours,
            disclosedMessageIndexes: disclosedIndexes,
          }),
        ).toBe(true)
        expect(await verifyProof({ ...judging, proof: theirs, disclosedIndexes, messageCount: count })).toBe(
          true,
        )
      },
    )
  },
)

it('beside Digital Bazaar, more messages than have tables of their own', async () => {
  const ciphersuite = 'BLS12-381-SHA-256'
  const keys = await generateKeyPair({ ciphersuite })
  const header = utf8('many')
  // 160 of the generators are prepared: a few beyond them join the prepared sum, many are summed apart.
  for (const count of [163, 175]) {
    const messages = Array.from({ length: count }, (_, i) => utf8(`message ${i}`))
    const signature = await sign({ ciphersuite, ...keys, header, messages })
    const theirs = await digitalBazaar.sign({ ciphersuite, ...keys, header, messages })
    expect(hex(signature)).toBe(hex(theirs))
    expect(await verify({ ciphersuite, publicKey: keys.publicKey, signature, header, messages })).toBe(true)
    const disclosedIndexes = [0, 100, 161]
    const base = { ciphersuite, publicKey: keys.publicKey, header } as const
    const proof = await deriveProof({ ...base, signature, messages, disclosedIndexes })
    const disclosedMessages = disclosedIndexes.map((i) => messages[i] as Uint8Array)
    const shown = { ...base, proof, disclosedMessages, disclosedIndexes, messageCount: count }
    expect(await verifyProof(shown)).toBe(true)
    expect(await verifyProof({ ...shown, disclosedIndexes: [0, 100, 160] })).toBe(false)
  }
})
