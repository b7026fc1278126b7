import { toScalar } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import {
  computeB,
  openInterface,
  proofInit,
  proofVerifyInit,
  standardApiId,
  verifyProof,
} from '../src/index.ts'
import { utf8 } from './octets.ts'
import { makeProof, makeSample } from './sample.ts'

const sample = await makeSample(4)
const bbs = await openInterface({ ciphersuite: sample.ciphersuite, apiId: standardApiId(sample.ciphersuite) })
const input = {
  ...sample,
  bbs,
  generators: bbs.generators.first(5),
  messages: bbs.messagesToScalars(sample.messages),
  disclosedIndexes: [2],
}

describe('a proof in two phases', () => {
  it('is the proof of deriveProof', async () => {
    const proof = proofInit(input)
    const octets = proof.finalise(proof.challenge(sample.presentationHeader))
    expect(await verifyProof({ ...(await makeProof(sample, [2])), proof: octets })).toBe(true)
  })

  it('is finalised once, even for the same challenge', () => {
    const proof = proofInit(input)
    const challenge = proof.challenge(sample.presentationHeader)
    proof.finalise(challenge)
    expect(() => proof.finalise(challenge)).toThrow(
      expect.objectContaining({ code: 'proof-already-finalised' }),
    )
    expect(() => proof.finalise(toScalar(7n))).toThrow(
      expect.objectContaining({ code: 'proof-already-finalised' }),
    )
  })

  it('shows no nonce', () => {
    const values = Object.values(proofInit(input)).flat()
    const scalars = values.filter((value) => typeof value === 'bigint')
    expect(scalars).toEqual([proofInit(input).domain, input.messages[2]])
  })

  it('shares the nonce of a hidden message with another proof under the same challenge', () => {
    const nonce = toScalar(123456789n)
    const sharedNonces = new Map([[1, nonce]])
    const [left, right] = [proofInit({ ...input, sharedNonces }), proofInit({ ...input, sharedNonces })]
    const challenge = left.challenge(utf8('joint'))
    const open = (proof: Uint8Array) =>
      proofVerifyInit({
        ...input,
        proof,
        disclosedMessages: [input.messages[2] as (typeof input.messages)[0]],
      })
    const [first, second] = [open(left.finalise(challenge)), open(right.finalise(challenge))]
    expect(first?.responses.get(1)).toBeDefined()
    expect(first?.responses.get(1)).toBe(second?.responses.get(1))
    expect(first?.responses.get(0)).not.toBe(second?.responses.get(0))
    expect([...(first?.responses.keys() ?? [])]).toEqual([0, 1, 3])
  })

  it('refuses a shared nonce of a disclosed message, of no message, or of zero', () => {
    for (const [index, nonce] of [
      [2, 5n],
      [9, 5n],
      [1, 0n],
    ] as const) {
      expect(() => proofInit({ ...input, sharedNonces: new Map([[index, toScalar(nonce)]]) })).toThrow(
        expect.objectContaining({ code: 'invalid-argument' }),
      )
    }
  })

  it('is the same kind of proof with a B that was kept', async () => {
    const proof = proofInit({ ...input, b: computeB(input) })
    const octets = proof.finalise(proof.challenge(sample.presentationHeader))
    expect(await verifyProof({ ...(await makeProof(sample, [2])), proof: octets })).toBe(true)
  })

  it('is accepted by nobody with the B of another signature', async () => {
    const b = computeB({ ...input, header: utf8('another header') })
    const proof = proofInit({ ...input, b })
    const octets = proof.finalise(proof.challenge(sample.presentationHeader))
    expect(await verifyProof({ ...(await makeProof(sample, [2])), proof: octets })).toBe(false)
  })

  it('has no B of fewer messages than generators', () => {
    expect(() => computeB({ ...input, messages: [] })).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    )
  })

  it('draws its nonces anew', () => {
    const [left, right] = [proofInit(input), proofInit(input)]
    for (const name of ['aBar', 'bBar', 'd', 't1', 't2'] as const) {
      expect(bbs.curve.g1.equals(left[name], right[name])).toBe(false)
    }
  })
})
