import type { G1, Scalar } from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import type { BbsInterface } from './bbs-interface.ts'
import { calculateDomain } from './domain.ts'
import type { Generator } from './generators.ts'
import { requirePublicKey } from './public-key.ts'
import { calculateB } from './signature.ts'

export interface ComputeBOptions {
  readonly bbs: BbsInterface
  readonly publicKey: Uint8Array
  /** Q_1, then one generator for each message. */
  readonly generators: readonly Generator[]
  readonly header: Uint8Array
  readonly messages: readonly Scalar[]
}

/** B = P1 + Q_1·domain + Σ H_i·msg_i, the point that a signature signs (§3.6.1). It is the same in every proof of one signature, so
 *  whoever proves often keeps it; it tells messages that can be guessed, so it is kept as they are.
 *  Throws BbsError 'invalid-public-key', 'invalid-argument'. */
export function computeB({ bbs, publicKey, generators, header, messages }: ComputeBOptions): G1 {
  const key = requirePublicKey(bbs.curve, publicKey)
  if (generators.length !== messages.length + 1) {
    throw new BbsError('invalid-argument', 'There must be one generator more than messages.')
  }
  return calculateB(bbs, generators, calculateDomain(bbs, key.octets, generators, header), messages)
}
