import { type G1, type Scalar, scalarFromOctets } from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import { type BbsInterface, openInterface } from './bbs-interface.ts'
import { standardApiId } from './ciphersuite.ts'
import { platformRandom, type RandomOctets } from './octets.ts'
import type { OpenedProof } from './proof-verify-init.ts'
import { type PublicKey, preparedKey } from './public-key.ts'
import { openProof, type VerifyProofOptions } from './verify-proof.ts'

export interface VerifyProofsOptions {
  readonly proofs: readonly VerifyProofOptions[]
  /** A cryptographic source, which provers cannot foresee; the platform's own by default. */
  readonly random?: RandomOctets
}

export type ProofsVerdict =
  | { readonly valid: true }
  /** Positions in `proofs` of those that are not valid, ascending. */
  | { readonly valid: false; readonly failed: readonly number[] }

// 128 bits.
const weightLength = 16

// Below the number of keys whose lines are kept, so that none of them is dropped before the check.
const keysWithLines = 8

interface Candidate {
  readonly position: number
  readonly opened: OpenedProof
}

/** Verifies many proofs, of any keys, with one product of pairings over a random combination of them; a wrong proof passes with
 *  probability 2^-128. The answer for each is that of `verifyProof`, and so is what is thrown. */
export async function verifyProofs(options: VerifyProofsOptions): Promise<ProofsVerdict> {
  const { proofs, random = platformRandom } = options
  const failed: number[] = []
  const candidates: Candidate[] = []
  let bbs: BbsInterface | undefined
  for (const [position, proof] of proofs.entries()) {
    bbs = await openInterface({ ciphersuite: proof.ciphersuite, apiId: standardApiId(proof.ciphersuite) })
    const opened = openProof(bbs, proof)
    if (opened) candidates.push({ position, opened })
    else failed.push(position)
  }
  if (bbs) failed.push(...findUnpaired(bbs, candidates, random))
  return failed.length === 0 ? { valid: true } : { valid: false, failed: failed.sort((a, b) => a - b) }
}

// Halves a set that fails until the proofs that make it fail stand alone. Both ciphersuites have the same BP2.
function findUnpaired(bbs: BbsInterface, candidates: readonly Candidate[], random: RandomOctets): number[] {
  if (candidates.length === 0 || pairUp(bbs, candidates, random)) return []
  if (candidates.length === 1) return candidates.map(({ position }) => position)
  const half = candidates.length >> 1
  return [
    ...findUnpaired(bbs, candidates.slice(0, half), random),
    ...findUnpaired(bbs, candidates.slice(half), random),
  ]
}

// ∏_k e(Σ wᵢ·Ābarᵢ, W_k) · e(−Σ wᵢ·B̄barᵢ, BP2) = 1, the first sum over the proofs under key k. The weights are drawn here, when
// every point is fixed and was checked.
function pairUp(bbs: BbsInterface, candidates: readonly Candidate[], random: RandomOctets): boolean {
  const { curve, basePointOfG2 } = bbs
  const { g1 } = curve
  const weighted = candidates.map(({ opened }) => ({ opened, weight: drawWeight(random) }))
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
