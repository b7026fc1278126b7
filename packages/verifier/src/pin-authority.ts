import { type PinnedAuthority, pinEpoch } from './pinned-authority.ts'
import { readChain } from './read-chain.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** Reads an authority and its current epoch from the chain.
 *  Throws VerifierError 'authority-unknown' | 'chain-unreachable'. */
export async function pinAuthority(context: VerifierContext, id: string): Promise<PinnedAuthority> {
  const current = await readChain(() => context.authoritySource.current(id))
  if (current === undefined)
    throw new VerifierError(
      'authority-unknown',
      `The chain knows no recognised authority ${id} with a published key. Check the id, or have it recognised.`,
    )
  return pinEpoch(current)
}
