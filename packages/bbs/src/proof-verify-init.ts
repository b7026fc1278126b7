import { multiplyScalars, type Scalar } from '@velum/curve'
import type { BbsInterface } from './bbs-interface.ts'
import { calculateChallenge, type FirstMessages } from './challenge.ts'
import { calculateDomain } from './domain.ts'
import type { Generator } from './generators.ts'
import { indexFault, remainingIndexes } from './indexes.ts'
import { decodeProof } from './proof-octets.ts'
import { decodePublicKey, type PublicKey } from './public-key.ts'

export interface ProofVerifyInitOptions {
  readonly bbs: BbsInterface
  readonly publicKey: Uint8Array
  readonly proof: Uint8Array
  /** Q_1, then one generator for each message that was signed. */
  readonly generators: readonly Generator[]
  readonly header: Uint8Array
  readonly disclosedMessages: readonly Scalar[]
  readonly disclosedIndexes: readonly number[]
}

/** A proof whose first messages were recomputed. It is valid when `challenge` of its presentation header equals
 *  `claimedChallenge` and e(aBar, key) = e(bBar, BP2); neither was checked yet. */
export interface OpenedProof extends FirstMessages {
  readonly key: PublicKey
  /** The challenge that the proof carries. */
  readonly claimedChallenge: Scalar
  /** m^ of the hidden messages by their index. */
  readonly responses: ReadonlyMap<number, Scalar>
  /** The challenge that it has to carry. */
  challenge(presentationHeader: Uint8Array): Scalar
}

/** ProofVerifyInit (§3.7.3) over message scalars; undefined when key, proof, counts or indexes are not of the right form. */
export function proofVerifyInit(options: ProofVerifyInitOptions): OpenedProof | undefined {
  const { bbs, generators, disclosedMessages, disclosedIndexes } = options
  const { curve, basePoint } = bbs
  const messageCount = generators.length - 1

  if (disclosedMessages.length !== disclosedIndexes.length) return undefined
  if (indexFault(disclosedIndexes, messageCount)) return undefined
  const hiddenIndexes = remainingIndexes(disclosedIndexes, messageCount)
  const proof = decodeProof(curve, options.proof, hiddenIndexes.length)
  if (!proof) return undefined
  const key = decodePublicKey(curve, options.publicKey)
  if (!key) return undefined

  const { aBar, bBar, d, eHat, r1Hat, r3Hat, messageHats, challenge: c } = proof
  const domain = calculateDomain(bbs, key.octets, generators, options.header)
  const baseOf = (index: number) => (generators[index + 1] as Generator).base
  const t1 = curve.g1.msm([
    [bBar, c],
    [aBar, eHat],
    [d, r1Hat],
  ])
  // T2 = Bv·c + D·r3^ + Σ H_j·m^_j, where Bv = P1 + Q_1·domain + Σ H_i·msg_i; c is multiplied into the one sum.
  const t2 = curve.g1.msm([
    [basePoint, c],
    [(generators[0] as Generator).base, multiplyScalars(domain, c)],
    ...disclosedIndexes.map(
      (index, i) => [baseOf(index), multiplyScalars(disclosedMessages[i] as Scalar, c)] as const,
    ),
    [d, r3Hat],
    ...hiddenIndexes.map((index, i) => [baseOf(index), messageHats[i] as Scalar] as const),
  ])

  const first: FirstMessages = {
    aBar,
    bBar,
    d,
    t1,
    t2,
    domain,
    disclosedIndexes,
    disclosedScalars: disclosedMessages,
  }
  return {
    ...first,
    key,
    claimedChallenge: c,
    responses: new Map(hiddenIndexes.map((index, i) => [index, messageHats[i] as Scalar])),
    challenge: (presentationHeader) => calculateChallenge(bbs, first, presentationHeader),
  }
}
