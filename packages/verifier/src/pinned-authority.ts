import { base64urlnopad } from '@scure/base'
import type { AuthorityEpoch } from '@velum/credential'
import { readChain } from './read-chain.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** An authority as the chain had it when a question was asked. Plain JSON: it is kept in the session. */
export interface PinnedAuthority extends Omit<AuthorityEpoch, 'key'> {
  /** Of the epoch, 48 bytes, base64url. */
  readonly key: string
}

/** Reads an authority and its current epoch from the chain.
 *  Throws VerifierError 'authority-unknown' | 'chain-unreachable'. */
export async function pinAuthority(context: VerifierContext, id: string): Promise<PinnedAuthority> {
  const current = await readChain(() => context.authoritySource.current(id))
  if (current === undefined)
    throw new VerifierError(
      'authority-unknown',
      `The chain knows no recognised authority ${id} with a published key. Check the id, or have it recognised.`,
    )
  return { ...current, key: base64urlnopad.encode(current.key) }
}

/** The epoch again as the chain gave it. */
export function unpinAuthority(pinned: PinnedAuthority): AuthorityEpoch {
  return { ...pinned, key: base64urlnopad.decode(pinned.key) }
}
