import {
  type Ciphersuite,
  deriveProof,
  generateKeyPair,
  sign,
  type VerifyProofOptions,
} from '../src/index.ts'
import { seededRandom, utf8 } from './octets.ts'

// The same keys, nonces and proofs in every run of a file, so that a failure comes back.
const random = seededRandom(1)

export interface Sample {
  readonly ciphersuite: Ciphersuite
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
  readonly header: Uint8Array
  readonly presentationHeader: Uint8Array
  readonly messages: Uint8Array[]
  readonly signature: Uint8Array
}

/** A key pair of its own and a signature over so many messages. */
export async function makeSample(
  messageCount: number,
  ciphersuite: Ciphersuite = 'BLS12-381-SHA-256',
): Promise<Sample> {
  const keys = await generateKeyPair({ ciphersuite, random })
  const header = utf8('header')
  const messages = Array.from({ length: messageCount }, (_, i) => utf8(`message ${i}`))
  const signature = await sign({ ciphersuite, ...keys, header, messages })
  return { ciphersuite, ...keys, header, presentationHeader: utf8('nonce and audience'), messages, signature }
}

/** Everything that `verifyProof` needs for a fresh proof of the sample. */
export async function makeProof(sample: Sample, disclosedIndexes: number[]): Promise<VerifyProofOptions> {
  const { ciphersuite, publicKey, header, presentationHeader, messages } = sample
  const proof = await deriveProof({ ...sample, disclosedIndexes, random })
  return {
    ciphersuite,
    publicKey,
    proof,
    header,
    presentationHeader,
    disclosedIndexes,
    disclosedMessages: disclosedIndexes.map((index) => messages[index] as Uint8Array),
    messageCount: messages.length,
  }
}
