import { encodeScalar, expandMessage, randomScalar } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import { basePointConstant } from '../src/generator-constants.ts'
import { createGenerators } from '../src/generators.ts'
import {
  type Ciphersuite,
  deriveProof,
  generateKeyPair,
  openInterface,
  proofInit,
  secretKeyToPublicKey,
  sign,
  standardApiId,
  verify,
  verifyProof,
} from '../src/index.ts'
import { hex, octets, readVector, readVectors, replay, utf8 } from './octets.ts'

interface SignatureVector {
  caseName: string
  signerKeyPair: { secretKey: string; publicKey: string }
  header: string
  messages: string[]
  signature: string
  result: { valid: boolean }
  trace: { B: string; domain: string }
}

interface ProofVector {
  caseName: string
  signerPublicKey: string
  signature: string
  header: string
  presentationHeader: string
  messages: string[]
  disclosedIndexes: number[]
  proof: string
  result: { valid: boolean }
  trace: {
    random_scalars: Record<'r1' | 'r2' | 'e_tilde' | 'r1_tilde' | 'r3_tilde', string> & {
      m_tilde_scalars: string[]
    }
    A_bar: string
    B_bar: string
    D: string
    T1: string
    T2: string
    domain: string
    challenge: string
  }
}

const suites = [
  ['BLS12-381-SHA-256', 'bbs/bls12-381-sha-256', 'XMD:SHA-256'],
  ['BLS12-381-SHAKE-256', 'bbs/bls12-381-shake-256', 'XOF:SHAKE-256'],
] as const

describe.each(suites)('building blocks of %s', (ciphersuite, folder, expander) => {
  const apiId = standardApiId(ciphersuite)

  it('has the generators of the vectors', async () => {
    const vector = readVector<{ P1: string; Q1: string; MsgGenerators: string[] }>(
      `${folder}/generators.json`,
    )
    const bbs = await openInterface({ ciphersuite, apiId })
    const encodings = bbs.generators
      .first(vector.MsgGenerators.length + 1)
      .map(({ encoding }) => hex(encoding))
    expect(encodings).toEqual([vector.Q1, ...vector.MsgGenerators])
    expect(hex(bbs.curve.g1.encode(bbs.basePoint.point))).toBe(vector.P1)
  })

  it('ships as constants what the draft computes', async () => {
    const { curve, generators } = await openInterface({ ciphersuite, apiId })
    const computed = createGenerators({ curve, expander, apiId, constants: [] }).first(40)
    const shipped = generators.first(40)
    expect(shipped.map(({ encoding }) => hex(encoding))).toEqual(
      computed.map(({ encoding }) => hex(encoding)),
    )
    for (const { encoding } of shipped) expect(curve.g1.decode(encoding)).toBeDefined()

    // P1 is the first generator under a seed of its own (§7.2.1, §7.2.2).
    const dst = utf8(`${apiId}SIG_GENERATOR_SEED_`)
    const seed = expandMessage({ message: utf8(`${apiId}BP_MESSAGE_GENERATOR_SEED`), dst, expander }, 48)
    const message = expandMessage(
      { message: new Uint8Array([...seed, 0, 0, 0, 0, 0, 0, 0, 1]), dst, expander },
      48,
    )
    const p1 = curve.g1.hashToCurve({ message, dst: utf8(`${apiId}SIG_GENERATOR_DST_`), expander })
    expect(hex(basePointConstant(ciphersuite))).toBe(hex(curve.g1.encode(p1)))
  })

  it('hashes to scalars as the vectors do', async () => {
    const vector = readVector<{ message: string; dst: string; scalar: string }>(`${folder}/h2s.json`)
    const bbs = await openInterface({ ciphersuite, apiId })
    expect(vector.dst).toBe(hex(utf8(`${apiId}H2S_`)))
    expect(hex(encodeScalar(bbs.hashToScalar(octets(vector.message))))).toBe(vector.scalar)
  })

  it('maps messages to scalars as the vectors do', async () => {
    const vector = readVector<{ dst: string; cases: { message: string; scalar: string }[] }>(
      `${folder}/MapMessageToScalarAsHash.json`,
    )
    const bbs = await openInterface({ ciphersuite, apiId })
    const scalars = bbs.messagesToScalars(vector.cases.map(({ message }) => octets(message)))
    expect(vector.cases.length).toBeGreaterThan(5)
    expect(scalars.map((scalar) => hex(encodeScalar(scalar)))).toEqual(
      vector.cases.map(({ scalar }) => scalar),
    )
  })

  it('generates the key pair of the vectors', async () => {
    const vector = readVector<{
      keyMaterial: string
      keyInfo: string
      keyDst: string
      keyPair: { secretKey: string; publicKey: string }
    }>(`${folder}/keypair.json`)
    const keys = await generateKeyPair({
      ciphersuite,
      keyMaterial: octets(vector.keyMaterial),
      keyInfo: octets(vector.keyInfo),
      keyDst: octets(vector.keyDst),
    })
    expect(hex(keys.secretKey)).toBe(vector.keyPair.secretKey)
    expect(hex(keys.publicKey)).toBe(vector.keyPair.publicKey)
    expect(hex(await secretKeyToPublicKey(keys.secretKey))).toBe(vector.keyPair.publicKey)
  })

  it('makes of random octets the scalars of the vectors', () => {
    const vector = readVector<{ seed: string; dst: string; count: number; mockedScalars: string[] }>(
      `${folder}/mockedRng.json`,
    )
    const stream = expandMessage(
      { message: octets(vector.seed), dst: octets(vector.dst), expander },
      48 * vector.count,
    )
    const parts = vector.mockedScalars.map((_, i) => stream.slice(48 * i, 48 * (i + 1)))
    const random = () => parts.shift() as Uint8Array
    const scalars = vector.mockedScalars.map(() => hex(encodeScalar(randomScalar(random))))
    expect(scalars).toEqual(vector.mockedScalars)
  })
})

const ciphersuite: Ciphersuite = 'BLS12-381-SHA-256'
const apiId = standardApiId(ciphersuite)

describe('signatures of the vectors', () => {
  const vectors = readVectors<SignatureVector>('bbs/bls12-381-sha-256/signature')

  it('are ten', () => expect(vectors).toHaveLength(10))

  it.each(vectors)('%s is judged as it says', async (_, vector) => {
    const input = {
      ciphersuite,
      publicKey: octets(vector.signerKeyPair.publicKey),
      header: octets(vector.header),
      messages: vector.messages.map(octets),
    }
    const signature = octets(vector.signature)
    expect(await verify({ ...input, signature })).toBe(vector.result.valid)
    const signed = await sign({ ...input, secretKey: octets(vector.signerKeyPair.secretKey) })
    expect(hex(signed) === vector.signature).toBe(vector.result.valid)
  })
})

describe('proofs of the vectors', () => {
  const vectors = readVectors<ProofVector>('bbs/bls12-381-sha-256/proof')
  const valid = vectors.filter(([, vector]) => vector.result.valid)

  it('are fifteen, five of them valid', () => expect([vectors.length, valid.length]).toEqual([15, 5]))

  it.each(vectors)('%s is judged as it says', async (_, vector) => {
    const { disclosedIndexes } = vector
    const proof = octets(vector.proof)
    const input = {
      ciphersuite,
      publicKey: octets(vector.signerPublicKey),
      proof,
      header: octets(vector.header),
      presentationHeader: octets(vector.presentationHeader),
      disclosedIndexes,
      disclosedMessages: disclosedIndexes.map((index) => octets(vector.messages[index] as string)),
    }
    const fromProof = disclosedIndexes.length + (proof.length - 272) / 32
    for (const messageCount of new Set([fromProof, vector.messages.length])) {
      expect(await verifyProof({ ...input, messageCount })).toBe(vector.result.valid)
    }
  })

  it.each(valid)('%s is derived to the octet', async (_, vector) => {
    const { r1, r2, e_tilde, r1_tilde, r3_tilde, m_tilde_scalars } = vector.trace.random_scalars
    const random = () => replay([r1, r2, e_tilde, r1_tilde, r3_tilde, ...m_tilde_scalars])
    const input = {
      publicKey: octets(vector.signerPublicKey),
      signature: octets(vector.signature),
      header: octets(vector.header),
      disclosedIndexes: vector.disclosedIndexes,
    }
    const messages = vector.messages.map(octets)
    const presentationHeader = octets(vector.presentationHeader)
    const proof = await deriveProof({ ...input, ciphersuite, messages, presentationHeader, random: random() })
    expect(hex(proof)).toBe(vector.proof)

    const bbs = await openInterface({ ciphersuite, apiId })
    const first = proofInit({
      ...input,
      bbs,
      messages: bbs.messagesToScalars(messages),
      generators: bbs.generators.first(messages.length + 1),
      random: random(),
    })
    const { encode } = bbs.curve.g1
    expect(hex(encode(first.aBar))).toBe(vector.trace.A_bar)
    expect(hex(encode(first.bBar))).toBe(vector.trace.B_bar)
    expect(hex(encode(first.d))).toBe(vector.trace.D)
    expect(hex(encode(first.t1))).toBe(vector.trace.T1)
    expect(hex(encode(first.t2))).toBe(vector.trace.T2)
    expect(hex(encodeScalar(first.domain))).toBe(vector.trace.domain)
    expect(hex(encodeScalar(first.challenge(presentationHeader)))).toBe(vector.trace.challenge)
  })
})
