import type { AuthoritySource } from '@velum/credential'
import { type PinnedAuthority, unpinEpoch } from './pinned-authority.ts'
import type { VerifierContext } from './verifier-context.ts'

/** Authorities as an answer to a question of that time may have them: what the chain says now, and within the overlap that
 *  the service allows, the epoch that the question pinned. One that is no longer recognised is unknown at once. */
export function pinnedAuthoritySource(
  { authoritySource, options, now }: VerifierContext,
  question: { readonly time: number; readonly authority?: PinnedAuthority },
): AuthoritySource {
  const { authority: pinned, time } = question
  return {
    async current(id) {
      const current = await authoritySource.current(id)
      if (current === undefined || pinned?.id !== id || current.epoch === pinned.epoch) return current
      const ageSeconds = now().getTime() / 1000 - time
      return ageSeconds <= (options.epochOverlapSeconds ?? 0) ? unpinEpoch(pinned) : current
    },
  }
}
