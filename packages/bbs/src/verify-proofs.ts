import { type BbsInterface, openInterface } from './bbs-interface.ts'
import { standardApiId } from './ciphersuite.ts'
import { platformRandom, type RandomOctets } from './octets.ts'
import { pairUp } from './pair-up.ts'
import type { OpenedProof } from './proof-verify-init.ts'
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
  const opened = candidates.map((candidate) => candidate.opened)
  if (pairUp(bbs, opened, random)) return []
  if (candidates.length === 1) return candidates.map(({ position }) => position)
  const half = candidates.length >> 1
  return [
    ...findUnpaired(bbs, candidates.slice(0, half), random),
    ...findUnpaired(bbs, candidates.slice(half), random),
  ]
}
