import { decodeScalar, encodeScalar, type G1, type Scalar } from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import { type BbsInterface, openInterface } from './bbs-interface.ts'
import { blindApiId, type Ciphersuite } from './ciphersuite.ts'
import { type CommitmentWithProof, coreCommit, openCommitment } from './commitment.ts'
import { calculateDomain } from './domain.ts'
import { requireSecretKey } from './key-pair.ts'
import { concatenate, platformRandom, type RandomOctets, requireMessages, requireOctets } from './octets.ts'
import { requirePublicKey } from './public-key.ts'
import { calculateB, completeSignature, coreVerify } from './signature.ts'

export interface CommitOptions {
  readonly ciphersuite: Ciphersuite
  /** What the signer is to sign without seeing it. */
  readonly messages?: readonly Uint8Array[]
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

/** Commits to messages for a blind signature (Commit, blind draft §4.1.1). Throws BbsError 'unknown-ciphersuite',
 *  'invalid-argument'. */
export async function commit(options: CommitOptions): Promise<CommitmentWithProof> {
  const { ciphersuite, messages = [], random = platformRandom } = options
  const bbs = await openBlindInterface(ciphersuite)
  return coreCommit(bbs, bbs.messagesToScalars(requireMessages(messages, 'messages')), random)
}

export interface VerifyCommitmentOptions {
  readonly ciphersuite: Ciphersuite
  readonly commitmentWithProof: Uint8Array
  /** How many messages must be committed to. */
  readonly messageCount: number
}

/** Whether the maker of the commitment can open it, to exactly that many messages. It is not bound to a session: whoever asks for
 *  freshness must bind it otherwise. Throws BbsError 'unknown-ciphersuite', 'invalid-argument'. */
export async function verifyCommitment(options: VerifyCommitmentOptions): Promise<boolean> {
  const bbs = await openBlindInterface(options.ciphersuite)
  const commitmentWithProof = requireOctets(options.commitmentWithProof, 'commitmentWithProof')
  return openCommitment(bbs, commitmentWithProof, options.messageCount) !== undefined
}

export interface BlindSignOptions {
  readonly ciphersuite: Ciphersuite
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
  /** From the prover's `commit`. Its proof is checked here. */
  readonly commitmentWithProof: Uint8Array
  /** How many messages must be committed to. */
  readonly committedCount: number
  readonly header?: Uint8Array
  /** The messages that the signer knows. */
  readonly messages?: readonly Uint8Array[]
}

/** Signs the signer's messages together with the committed ones (BlindSign, blind draft §4.2.1; B and e as in its revision -03,
 *  so that e depends on everything that is signed). Throws BbsError 'invalid-commitment', 'invalid-secret-key',
 *  'invalid-public-key', 'unknown-ciphersuite', 'invalid-argument'. */
export async function blindSign(options: BlindSignOptions): Promise<Uint8Array> {
  const { ciphersuite, committedCount, header = new Uint8Array(0), messages = [] } = options
  const bbs = await openBlindInterface(ciphersuite)
  const octets = requireOctets(options.commitmentWithProof, 'commitmentWithProof')
  const commitment = openCommitment(bbs, octets, committedCount)
  if (!commitment) {
    throw new BbsError('invalid-commitment', 'The commitment has no valid proof for that many messages.')
  }
  return coreBlindSign(bbs, {
    secretKey: options.secretKey,
    publicKey: requireOctets(options.publicKey, 'publicKey'),
    commitment: commitment.point,
    committedCount,
    header: requireOctets(header, 'header'),
    messages: bbs.messagesToScalars(requireMessages(messages, 'messages')),
  })
}

export interface CoreBlindSignOptions {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
  /** A commitment under the blind generators of the Interface. */
  readonly commitment: G1
  readonly committedCount: number
  readonly header: Uint8Array
  readonly messages: readonly Scalar[]
}

/** Signs message scalars together with a commitment whose proof the caller has checked: a commitment without one can be made of
 *  other signatures. Throws BbsError 'invalid-secret-key', 'invalid-public-key'. */
export function coreBlindSign(bbs: BbsInterface, options: CoreBlindSignOptions): Uint8Array {
  const { commitment, committedCount, header, messages } = options
  const secret = requireSecretKey(options.secretKey)
  const publicKey = requirePublicKey(bbs.curve, options.publicKey)
  const generators = bbs.generators.first(messages.length + 1)
  const all = [...generators, ...bbs.blindGenerators.first(committedCount + 1)]
  const domain = calculateDomain(bbs, publicKey.octets, all, header)
  const b = bbs.curve.g1.add(calculateB(bbs, generators, domain, messages), commitment)
  const e = bbs.hashToScalar(concatenate(encodeScalar(secret), bbs.curve.g1.encode(b)))
  return completeSignature(bbs.curve, secret, e, b)
}

export interface VerifyBlindSignatureOptions {
  readonly ciphersuite: Ciphersuite
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
  readonly header?: Uint8Array
  /** The messages that the signer knows. */
  readonly messages?: readonly Uint8Array[]
  /** The messages that were committed to. */
  readonly committedMessages?: readonly Uint8Array[]
  /** From `commit`. */
  readonly secretProverBlind: Uint8Array
}

/** Whether a blind signature is valid, for the prover who received it (VerifyBlindSign, blind draft §4.2.2).
 *  Throws BbsError 'unknown-ciphersuite', 'invalid-argument'. */
export async function verifyBlindSignature(options: VerifyBlindSignatureOptions): Promise<boolean> {
  const { ciphersuite, header = new Uint8Array(0), messages = [], committedMessages = [] } = options
  const bbs = await openBlindInterface(ciphersuite)
  const blind = decodeScalar(requireOctets(options.secretProverBlind, 'secretProverBlind'))
  if (blind === undefined) {
    throw new BbsError('invalid-argument', 'secretProverBlind must be 32 octets of a number below r.')
  }
  const known = bbs.messagesToScalars(requireMessages(messages, 'messages'))
  const committed: Scalar[] = bbs.messagesToScalars(requireMessages(committedMessages, 'committedMessages'))
  return coreVerify(bbs, {
    publicKey: requireOctets(options.publicKey, 'publicKey'),
    signature: requireOctets(options.signature, 'signature'),
    generators: [
      ...bbs.generators.first(known.length + 1),
      ...bbs.blindGenerators.first(committed.length + 1),
    ],
    header: requireOctets(header, 'header'),
    scalars: [...known, blind, ...committed],
  })
}

function openBlindInterface(ciphersuite: Ciphersuite): Promise<BbsInterface> {
  return openInterface({ ciphersuite, apiId: blindApiId(ciphersuite) })
}
