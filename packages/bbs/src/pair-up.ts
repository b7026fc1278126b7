import { type G1, type Scalar, scalarFromOctets } from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import type { BbsInterface } from './bbs-interface.ts'
import type { RandomOctets } from './octets.ts'
import type { OpenedProof } from './proof-verify-init.ts'
import { type PublicKey, preparedKey } from './public-key.ts'

// 128 bits.
const weightLength = 16

// Below the number of keys whose lines are kept, so that none of them is dropped before the check.
const keysWithLines = 8

/** Whether e(aBar, key) = e(bBar, BP2) for all, with one product of pairings:
 *  ∏_k e(Σ wᵢ·Ābarᵢ, W_k) · e(−Σ wᵢ·B̄barᵢ, BP2) = 1, the first sum over the proofs under key k. A false one passes with probability
 *  2^-128 over the weights w, which are drawn here, when every point is fixed and was checked. The proofs may be of any Interfaces: all
 *  have one BP2. Their challenges are the caller's to check. Throws BbsError
 *  'invalid-argument' for a random source that does not give what is asked for. */
export function pairUp(
  bbs: Pick<BbsInterface, 'curve' | 'basePointOfG2'>,
  proofs: readonly OpenedProof[],
  random: RandomOctets,
): boolean {
  const { curve, basePointOfG2 } = bbs
  const { g1 } = curve
  const weighted = proofs.map((opened) => ({ opened, weight: drawWeight(random) }))
  const byKey = new Map<PublicKey, [G1, Scalar][]>()
  for (const { opened, weight } of weighted) {
    const terms = byKey.get(opened.key) ?? []
    terms.push([opened.aBar, weight])
    byKey.set(opened.key, terms)
  }
  const bBars = g1.msm(weighted.map(({ opened, weight }) => [opened.bBar, weight] as const))
  return curve.pairingCheck([
    ...Array.from(byKey, ([key, terms]) => {
      const point = byKey.size <= keysWithLines ? preparedKey(curve, key) : key.point
      return [g1.msm(terms), point] as const
    }),
    [g1.negate(bBars), basePointOfG2],
  ])
}

function drawWeight(random: RandomOctets): Scalar {
  for (;;) {
    const octets = random(weightLength)
    if (octets.length !== weightLength) {
      throw new BbsError('invalid-argument', 'The random source did not return as many octets as asked for.')
    }
    const weight = scalarFromOctets(octets)
    if (weight !== 0n) return weight
  }
}
