import { openInterface } from './bbs-interface.ts'
import { type Ciphersuite, standardApiId } from './ciphersuite.ts'
import { type RandomOctets, requireMessages, requireOctets } from './octets.ts'
import { proofInit } from './proof-init.ts'

export interface DeriveProofOptions {
  readonly ciphersuite: Ciphersuite
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
  readonly header?: Uint8Array
  /** Bound into the proof: nonce and audience go here. */
  readonly presentationHeader?: Uint8Array
  /** All messages that were signed, in order. */
  readonly messages?: readonly Uint8Array[]
  /** Indexes of the messages to disclose, strictly ascending. */
  readonly disclosedIndexes?: readonly number[]
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

/** Derives a proof that discloses only the messages at `disclosedIndexes` (§3.5.3). Two proofs of one signature share no value.
 *  Does not check that the signature is valid. Throws BbsError 'invalid-public-key', 'invalid-signature', 'index-out-of-range',
 *  'indexes-not-ascending', 'unknown-ciphersuite', 'invalid-argument'. */
export async function deriveProof(options: DeriveProofOptions): Promise<Uint8Array> {
  const { ciphersuite, messages = [], header = new Uint8Array(0), disclosedIndexes = [] } = options
  const presentationHeader = requireOctets(
    options.presentationHeader ?? new Uint8Array(0),
    'presentationHeader',
  )
  const bbs = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const scalars = bbs.messagesToScalars(requireMessages(messages, 'messages'))
  const proof = proofInit({
    bbs,
    publicKey: requireOctets(options.publicKey, 'publicKey'),
    signature: requireOctets(options.signature, 'signature'),
    generators: bbs.generators.first(scalars.length + 1),
    header: requireOctets(header, 'header'),
    messages: scalars,
    disclosedIndexes,
    ...(options.random && { random: options.random }),
  })
  return proof.finalise(proof.challenge(presentationHeader))
}
