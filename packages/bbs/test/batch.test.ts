import { describe, expect, it } from 'vitest'
import { type VerifyProofOptions, verifyProof, verifyProofs } from '../src/index.ts'
import { utf8 } from './octets.ts'
import { makeProof, makeSample, type Sample } from './sample.ts'

const samples = await Promise.all([makeSample(3), makeSample(6), makeSample(4, 'BLS12-381-SHAKE-256')])
const honest = await Promise.all(
  Array.from({ length: 12 }, (_, i) => makeProof(samples[i % 3] as Sample, i % 2 ? [0] : [1, 2])),
)

// A prover without a signature who follows the protocol: the challenge is right, only the pairing shows the lie.
async function withoutSignature(sample: Sample): Promise<VerifyProofOptions> {
  const other = await makeSample(sample.messages.length, sample.ciphersuite)
  return makeProof({ ...sample, signature: other.signature }, [1])
}

describe('verifyProofs', () => {
  it('accepts honest proofs of several keys, counts and ciphersuites', async () => {
    expect(await verifyProofs({ proofs: honest })).toEqual({ valid: true })
    expect(await verifyProofs({ proofs: [] })).toEqual({ valid: true })
  })

  it('names exactly those that fail, whatever they fail by', async () => {
    const proofs = [...honest]
    proofs[1] = await withoutSignature(samples[1] as Sample)
    proofs[4] = { ...(honest[4] as VerifyProofOptions), presentationHeader: utf8('another') }
    proofs[7] = { ...(honest[7] as VerifyProofOptions), proof: new Uint8Array(5) }
    proofs[11] = await withoutSignature(samples[2] as Sample)
    expect(await verifyProofs({ proofs })).toEqual({ valid: false, failed: [1, 4, 7, 11] })
    const alone = await Promise.all(proofs.map(verifyProof))
    expect(alone.flatMap((valid, i) => (valid ? [] : [i]))).toEqual([1, 4, 7, 11])
  })

  it('names all when none holds', async () => {
    const proofs = await Promise.all([0, 1, 2].map((i) => withoutSignature(samples[i] as Sample)))
    expect(await verifyProofs({ proofs })).toEqual({ valid: false, failed: [0, 1, 2] })
  })

  it('is not fooled by two lies that cancel each other out', async () => {
    // Swapping A_bar between two proofs of one key keeps the unweighted sums; the weights tell them apart.
    const lie = await withoutSignature(samples[0] as Sample)
    const proofs = [lie, lie, honest[0] as VerifyProofOptions]
    expect(await verifyProofs({ proofs })).toEqual({ valid: false, failed: [0, 1] })
  })

  it('draws its weights from the source it is given, 16 octets each', async () => {
    const asked: number[] = []
    const random = (length: number) => {
      asked.push(length)
      return crypto.getRandomValues(new Uint8Array(length))
    }
    await verifyProofs({ proofs: honest.slice(0, 5), random })
    expect(asked).toEqual([16, 16, 16, 16, 16])
    await expect(verifyProofs({ proofs: honest, random: () => new Uint8Array(3) })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })

  it('takes more keys than it keeps lines for', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => makeSample(1)))
    const proofs = await Promise.all(many.map((sample) => makeProof(sample, [0])))
    expect(await verifyProofs({ proofs })).toEqual({ valid: true })
    proofs[13] = await withoutSignature({ ...(many[13] as Sample), messages: [utf8('a'), utf8('b')] })
    expect(await verifyProofs({ proofs })).toEqual({ valid: false, failed: [13] })
    for (const proof of proofs.filter((_, i) => i !== 13)) expect(await verifyProof(proof)).toBe(true)
  })
})
