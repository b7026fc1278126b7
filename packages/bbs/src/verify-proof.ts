import { BbsError } from './bbs-error.ts'
import { type BbsInterface, openInterface } from './bbs-interface.ts'
import { type Ciphersuite, standardApiId } from './ciphersuite.ts'
import { requireMessages, requireOctets } from './octets.ts'
import { proofLength } from './proof-octets.ts'
import { type OpenedProof, proofVerifyInit } from './proof-verify-init.ts'
import { preparedKey } from './public-key.ts'

export interface VerifyProofOptions {
  readonly ciphersuite: Ciphersuite
  readonly publicKey: Uint8Array
  readonly proof: Uint8Array
  readonly header?: Uint8Array
  readonly presentationHeader?: Uint8Array
  readonly disclosedMessages?: readonly Uint8Array[]
  /** Index of each disclosed message among all that were signed, strictly ascending. */
  readonly disclosedIndexes?: readonly number[]
  /** How many messages were signed. Known to the caller, who thereby bounds what a proof can cost. */
  readonly messageCount: number
}

/** Whether the proof shows a signature of the key over the header and `messageCount` messages, among them the disclosed ones at
 *  their indexes, for this presentation header (§3.5.4). Whatever a prover can hand in (key, proof, messages, indexes) and is not
 *  of the right form makes it false. Throws BbsError 'unknown-ciphersuite', and 'invalid-argument' for wrong types. */
export async function verifyProof(options: VerifyProofOptions): Promise<boolean> {
  const { ciphersuite } = options
  const bbs = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const opened = openProof(bbs, options)
  return (
    opened !== undefined &&
    bbs.curve.pairingCheck([
      [opened.aBar, preparedKey(bbs.curve, opened.key)],
      [bbs.curve.g1.negate(opened.bBar), bbs.basePointOfG2],
    ])
  )
}

/** All of `verifyProof` but the pairing; undefined when any of it fails. */
export function openProof(bbs: BbsInterface, options: VerifyProofOptions): OpenedProof | undefined {
  const { disclosedMessages = [], disclosedIndexes = [], messageCount } = options
  const publicKey = requireOctets(options.publicKey, 'publicKey')
  const proof = requireOctets(options.proof, 'proof')
  const header = requireOctets(options.header ?? new Uint8Array(0), 'header')
  const presentationHeader = requireOctets(
    options.presentationHeader ?? new Uint8Array(0),
    'presentationHeader',
  )
  requireMessages(disclosedMessages, 'disclosedMessages')
  if (!Array.isArray(disclosedIndexes)) {
    throw new BbsError('invalid-argument', 'disclosedIndexes must be an array of integers.')
  }
  if (!Number.isSafeInteger(messageCount) || messageCount < 0) {
    throw new BbsError('invalid-argument', 'messageCount must be a non-negative integer.')
  }

  // Before generators are made: a proof of another length cannot be one of so many messages.
  const hiddenCount = messageCount - disclosedIndexes.length
  if (hiddenCount < 0 || proof.length !== proofLength(hiddenCount)) return undefined
  const opened = proofVerifyInit({
    bbs,
    publicKey,
    proof,
    generators: bbs.generators.first(messageCount + 1),
    header,
    disclosedMessages: bbs.messagesToScalars(disclosedMessages),
    disclosedIndexes,
  })
  if (!opened || opened.challenge(presentationHeader) !== opened.claimedChallenge) return undefined
  return opened
}
