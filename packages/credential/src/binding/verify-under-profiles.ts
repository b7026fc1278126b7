import {
  type PresentationContext,
  type PresentationVerdict,
  type PresentedCredential,
  type Statement,
  verifyBoundPresentation,
} from '@velum/binding'
import type { BoundTemplate, PublishedBinding } from './check-bound-template.ts'

/** A credential whose document was checked, and what its binding must show if it has one. */
export interface OpenedBinding {
  readonly presented: Omit<PresentedCredential, 'bound'>
  readonly bound?: BoundTemplate & { readonly statements: readonly Statement[] }
}

interface VerifyUnderProfilesOptions {
  context: PresentationContext
  credentials: readonly OpenedBinding[]
  extension: Uint8Array
}

interface ProfiledVerdict {
  readonly verdict: PresentationVerdict
  /** For each credential the published profile under which it was verified; undefined where it is not bound. */
  readonly profiles: readonly (Uint8Array | undefined)[]
}

// So often is the transcript of one answer recomputed at most; only one that fits comes to pairings.
const mostChoices = 16

/** Verifies a presentation whose bindings may each have been made under one of several published profiles, the newest first. Which
 *  it was, nothing says but the proof itself: under another the challenges of the transcript do not come out. Each is the chain's, so
 *  that a holder chooses none that the issuer has not published. */
export async function verifyUnderProfiles(options: VerifyUnderProfilesOptions): Promise<ProfiledVerdict> {
  const { context, credentials, extension } = options
  const verify = async (choice: readonly number[]): Promise<ProfiledVerdict> => {
    const chosen = credentials.map(({ bound }, position) => bound?.profiles[choice[position] ?? 0])
    const presented = credentials.map((credential, position) => presentedUnder(credential, chosen[position]))
    const verdict = await verifyBoundPresentation({ context, credentials: presented, extension })
    return { verdict, profiles: chosen.map((published) => published?.profile) }
  }

  const [first = [], ...others] = choices(credentials.map(({ bound }) => bound?.profiles.length ?? 1))
  let found = await verify(first)
  for (const choice of others) {
    if (found.verdict.valid || found.verdict.reason !== 'challenge-mismatch') break
    found = await verify(choice)
  }
  return found
}

function presentedUnder(
  { presented, bound }: OpenedBinding,
  published: PublishedBinding | undefined,
): PresentedCredential {
  if (bound === undefined || published === undefined) return presented
  const { linkIndex, statements } = bound
  return { ...presented, bound: { parameters: published.parameters, linkIndex, statements } }
}

/** Positions in lists of these lengths, one of each list, by ascending sum. */
function choices(lengths: readonly number[]): number[][] {
  const found = [lengths.map(() => 0)]
  // Grows as it is walked. Raising no place before the last raised one comes to each choice once.
  for (const choice of found) {
    const last = choice.findLastIndex((position) => position > 0)
    for (const [place, position] of choice.entries()) {
      const isNew = place >= last && position + 1 < (lengths[place] ?? 0)
      if (isNew && found.length < mostChoices) found.push(choice.with(place, position + 1))
    }
  }
  return found
}
