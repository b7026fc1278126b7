import { decodeScalar, type Scalar } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import {
  blindApiId,
  blindSign,
  type Ciphersuite,
  commit,
  generateKeyPair,
  openInterface,
  proofInit,
  proofVerifyInit,
  verifyBlindSignature,
  verifyCommitment,
} from '../src/index.ts'
import { hex, octets, readVector, readVectors, replay, utf8 } from './octets.ts'

interface CommitmentVector {
  committedMessages: string[]
  proverBlind: string
  commitmentWithProof: string
  result: { valid: boolean }
  trace: { random_scalars: { s_tilde: string; m_tildes: string[] } }
}

interface GeneratorVector {
  api_id: string
  Q1: string
  MsgGenerators: string[]
}

const ciphersuite: Ciphersuite = 'BLS12-381-SHA-256'
const vectors = readVectors<CommitmentVector>('blind-bbs/commit')
const keys = await generateKeyPair({ ciphersuite, keyMaterial: utf8('key material of the blind tests, 32+') })
const header = utf8('header')
const messages = [utf8('known to the signer'), utf8('this too')]
const committedMessages = [utf8('holder secret'), utf8('nym secret')]

describe('the vectors of the blind draft', () => {
  it('have our generators', async () => {
    const vector =
      readVector<Record<'generators' | 'blindGenerators', GeneratorVector>>('blind-bbs/generators.json')
    const bbs = await openInterface({ ciphersuite, apiId: blindApiId(ciphersuite) })
    expect(vector.generators.api_id).toBe(bbs.apiId)
    for (const name of ['generators', 'blindGenerators'] as const) {
      const { Q1, MsgGenerators } = vector[name]
      const encodings = bbs[name].first(MsgGenerators.length + 1).map(({ encoding }) => hex(encoding))
      expect(encodings).toEqual([Q1, ...MsgGenerators])
    }
  })

  it.each(vectors)('%s: the commitment is made to the octet, and accepted', async (_, vector) => {
    const { s_tilde, m_tildes } = vector.trace.random_scalars
    const made = await commit({
      ciphersuite,
      messages: vector.committedMessages.map(octets),
      random: replay([vector.proverBlind, s_tilde, ...m_tildes]),
    })
    expect(hex(made.commitmentWithProof)).toBe(vector.commitmentWithProof)
    expect(hex(made.secretProverBlind)).toBe(vector.proverBlind)
    const commitmentWithProof = octets(vector.commitmentWithProof)
    const messageCount = vector.committedMessages.length
    expect(await verifyCommitment({ ciphersuite, commitmentWithProof, messageCount })).toBe(
      vector.result.valid,
    )
  })
})

describe('a commitment', () => {
  it('is refused for another number of messages, and with any octet changed', async () => {
    const { commitmentWithProof } = await commit({ ciphersuite, messages: committedMessages })
    for (const messageCount of [0, 1, 3, 1000]) {
      expect(await verifyCommitment({ ciphersuite, commitmentWithProof, messageCount })).toBe(false)
    }
    for (let i = 0; i < commitmentWithProof.length; i++) {
      const changed = commitmentWithProof.slice()
      changed[i] = (changed[i] as number) ^ 1
      expect(await verifyCommitment({ ciphersuite, commitmentWithProof: changed, messageCount: 2 })).toBe(
        false,
      )
    }
  })

  it('of the other ciphersuite is refused', async () => {
    const made = await commit({ ciphersuite: 'BLS12-381-SHAKE-256', messages: committedMessages })
    const { commitmentWithProof } = made
    expect(await verifyCommitment({ ciphersuite, commitmentWithProof, messageCount: 2 })).toBe(false)
    expect(
      await verifyCommitment({ ciphersuite: 'BLS12-381-SHAKE-256', commitmentWithProof, messageCount: 2 }),
    ).toBe(true)
  })

  it('refuses a count that is none', async () => {
    const { commitmentWithProof } = await commit({ ciphersuite })
    await expect(
      verifyCommitment({ ciphersuite, commitmentWithProof, messageCount: -1 }),
    ).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })
})

describe.each(['BLS12-381-SHA-256', 'BLS12-381-SHAKE-256'] as const)('a blind signature with %s', (suite) => {
  const issue = async () => {
    const { commitmentWithProof, secretProverBlind } = await commit({
      ciphersuite: suite,
      messages: committedMessages,
    })
    const signature = await blindSign({
      ciphersuite: suite,
      ...keys,
      commitmentWithProof,
      committedCount: 2,
      header,
      messages,
    })
    return { signature, secretProverBlind }
  }

  it('is accepted with exactly its messages, blind and header', async () => {
    const { signature, secretProverBlind } = await issue()
    const input = {
      ciphersuite: suite,
      publicKey: keys.publicKey,
      signature,
      header,
      messages,
      committedMessages,
      secretProverBlind,
    }
    const other = secretProverBlind.slice()
    other[31] = (other[31] as number) ^ 1
    expect(await verifyBlindSignature(input)).toBe(true)
    expect(await verifyBlindSignature({ ...input, secretProverBlind: other })).toBe(false)
    expect(await verifyBlindSignature({ ...input, header: utf8('other') })).toBe(false)
    expect(await verifyBlindSignature({ ...input, messages: messages.slice(1) })).toBe(false)
    expect(
      await verifyBlindSignature({ ...input, committedMessages: [...committedMessages].reverse() }),
    ).toBe(false)
    const moved = [[...messages, committedMessages[0] as Uint8Array], committedMessages.slice(1)] as const
    expect(await verifyBlindSignature({ ...input, messages: moved[0], committedMessages: moved[1] })).toBe(
      false,
    )
  })

  it('is proved over with the prover blind hidden', async () => {
    const { signature, secretProverBlind } = await issue()
    const bbs = await openInterface({ ciphersuite: suite, apiId: blindApiId(suite) })
    const generators = [...bbs.generators.first(3), ...bbs.blindGenerators.first(3)]
    const scalars = [
      ...bbs.messagesToScalars(messages),
      decodeScalar(secretProverBlind) as Scalar,
      ...bbs.messagesToScalars(committedMessages),
    ]
    const shared = { bbs, publicKey: keys.publicKey, generators, header }
    const proof = proofInit({ ...shared, signature, messages: scalars, disclosedIndexes: [1] })
    const octetsOfProof = proof.finalise(proof.challenge(utf8('nonce')))
    const opened = proofVerifyInit({
      ...shared,
      proof: octetsOfProof,
      disclosedMessages: [scalars[1] as Scalar],
      disclosedIndexes: [1],
    })
    if (!opened) throw new Error('the proof has the right form')
    expect(opened.challenge(utf8('nonce'))).toBe(opened.claimedChallenge)
    expect(
      bbs.curve.pairingCheck([
        [opened.aBar, opened.key.point],
        [bbs.curve.g1.negate(opened.bBar), bbs.basePointOfG2],
      ]),
    ).toBe(true)
  })
})

describe('blindSign', () => {
  it('refuses a commitment whose proof does not hold', async () => {
    const { commitmentWithProof } = await commit({ ciphersuite, messages: committedMessages })
    const changed = commitmentWithProof.slice()
    changed[100] = (changed[100] as number) ^ 1
    await expect(
      blindSign({ ciphersuite, ...keys, commitmentWithProof: changed, committedCount: 2, messages }),
    ).rejects.toMatchObject({ code: 'invalid-commitment' })
  })
})
