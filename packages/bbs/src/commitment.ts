import {
  addScalars,
  decodeScalar,
  encodeScalar,
  type G1,
  multiplyScalars,
  negateScalar,
  randomScalar,
  type Scalar,
  scalarLength,
} from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import type { BbsInterface } from './bbs-interface.ts'
import type { Generator } from './generators.ts'
import { concatenate, integerOctets, type RandomOctets } from './octets.ts'

const pointLength = 48
// C, s^ and the challenge.
const emptyLength = pointLength + 2 * scalarLength

/** A commitment with the proof that its maker can open it, taken apart. */
export interface Commitment {
  readonly point: G1
  readonly blindHat: Scalar
  readonly messageHats: readonly Scalar[]
  readonly challenge: Scalar
}

export interface CommitmentWithProof {
  /** C, s^, m^ of each message, challenge: what the signer gets. */
  readonly commitmentWithProof: Uint8Array
  /** 32 octets that the prover keeps: verifying and deriving need them, and they hide the messages from the signer. */
  readonly secretProverBlind: Uint8Array
}

/** CoreCommit (blind draft §4.3.1) over message scalars: C = Q_2·blind + Σ J_i·msg_i. */
export function coreCommit(
  bbs: BbsInterface,
  messages: readonly Scalar[],
  random: RandomOctets,
): CommitmentWithProof {
  const { g1 } = bbs.curve
  const generators = bbs.blindGenerators.first(messages.length + 1)
  const secrets = [randomScalar(random), ...messages]
  const tildes = secrets.map(() => randomScalar(random))
  const sum = (factors: readonly Scalar[]) =>
    g1.msm(generators.map(({ base }, i) => [base, factors[i] as Scalar] as const))
  const point = sum(secrets)
  const challenge = calculateBlindChallenge(bbs, generators, point, sum(tildes))
  const hats = secrets.map((secret, i) => addScalars(tildes[i] as Scalar, multiplyScalars(secret, challenge)))
  return {
    commitmentWithProof: concatenate(g1.encode(point), ...[...hats, challenge].map(encodeScalar)),
    secretProverBlind: encodeScalar(secrets[0] as Scalar),
  }
}

/** The commitment, when it is one to `messageCount` messages and its proof holds (deserialize_and_validate_commit, blind draft
 *  §4.1.2); undefined otherwise. Throws BbsError 'invalid-argument' for a count that is none. */
export function openCommitment(
  bbs: BbsInterface,
  octets: Uint8Array,
  messageCount: number,
): Commitment | undefined {
  const { g1 } = bbs.curve
  if (!Number.isSafeInteger(messageCount) || messageCount < 0) {
    throw new BbsError('invalid-argument', 'The number of committed messages must be a non-negative integer.')
  }
  const commitment = decodeCommitment(bbs, octets, messageCount)
  if (!commitment) return undefined
  const { point, blindHat, messageHats, challenge } = commitment
  const generators = bbs.blindGenerators.first(messageHats.length + 1)
  const hats = [blindHat, ...messageHats]
  const first = g1.msm([
    [point, negateScalar(challenge)],
    ...generators.map(({ base }, i) => [base, hats[i] as Scalar] as const),
  ])
  return calculateBlindChallenge(bbs, generators, point, first) === challenge ? commitment : undefined
}

/** octets_to_commitment_with_proof: a point of G1 other than the identity and scalars from 1 to r − 1. */
function decodeCommitment(
  { curve }: BbsInterface,
  octets: Uint8Array,
  messageCount: number,
): Commitment | undefined {
  if (octets.length !== emptyLength + messageCount * scalarLength) return undefined
  const scalars: Scalar[] = []
  for (let start = pointLength; start < octets.length; start += scalarLength) {
    const scalar = decodeScalar(octets.subarray(start, start + scalarLength))
    if (scalar === undefined || scalar === 0n) return undefined
    scalars.push(scalar)
  }
  const point = curve.g1.decode(octets.subarray(0, pointLength))
  if (!point) return undefined
  const [blindHat] = scalars as [Scalar]
  return { point, blindHat, messageHats: scalars.slice(1, -1), challenge: scalars.at(-1) as Scalar }
}

/** calculate_blind_challenge (blind draft §5.2). */
function calculateBlindChallenge(
  { curve, hashToScalar }: BbsInterface,
  generators: readonly Generator[],
  commitment: G1,
  first: G1,
): Scalar {
  return hashToScalar(
    concatenate(
      integerOctets(generators.length - 1),
      ...generators.map(({ encoding }) => encoding),
      curve.g1.encode(commitment),
      curve.g1.encode(first),
    ),
  )
}
