import { encodeScalar, type G1, type Scalar } from '@velum/curve'
import type { BbsInterface } from './bbs-interface.ts'
import { concatenate, integerOctets } from './octets.ts'

/** What prover and verifier arrive at before the challenge: the draft's init_res, and what is disclosed. */
export interface FirstMessages {
  readonly aBar: G1
  readonly bBar: G1
  readonly d: G1
  readonly t1: G1
  readonly t2: G1
  readonly domain: Scalar
  readonly disclosedIndexes: readonly number[]
  readonly disclosedScalars: readonly Scalar[]
}

/** ProofChallengeCalculate (§3.7.4). */
export function calculateChallenge(
  bbs: BbsInterface,
  first: FirstMessages,
  presentationHeader: Uint8Array,
): Scalar {
  const { aBar, bBar, d, t1, t2, domain, disclosedIndexes, disclosedScalars } = first
  return bbs.hashToScalar(
    concatenate(
      integerOctets(disclosedIndexes.length),
      ...disclosedIndexes.flatMap((index, i) => [
        integerOctets(index),
        encodeScalar(disclosedScalars[i] as Scalar),
      ]),
      ...[aBar, bBar, d, t1, t2].map(bbs.curve.g1.encode),
      encodeScalar(domain),
      integerOctets(presentationHeader.length),
      presentationHeader,
    ),
  )
}
