import type { Hex } from './address.ts'
import type { ContractFunctions } from './contract-functions.ts'
import type { Blocks } from './event-log.ts'

/** By the names of the events, the argument that holds the trustee's number. */
const SIGNS: Record<string, string> = {
  CeremonyBegun: 'by',
  Broadcast: 'index',
  CeremonyAborted: 'by',
  TrusteeSeen: 'index',
  SharesDestroyed: 'index',
  OpeningApproved: 'index',
  OpeningRefused: 'index',
}

/** When each trustee of an authority did anything last. Reads the log of all authorities: votes name a request, and
 *  only the request names its authority. */
export async function readSignsOfLife(
  contract: ContractFunctions,
  id: Hex,
  blocks?: Blocks,
): Promise<Map<number, Date>> {
  const kinds = [...Object.keys(SIGNS), 'OpeningRequested', 'TrusteeReplaced']
  const requests = new Set<string>()
  const seen = new Map<number, Date>()
  for (const { event, place } of await contract.events(kinds, [], blocks)) {
    const { name, args } = event
    if (name === 'OpeningRequested' && args.id === id) requests.add(args.requestId)
    const isVote = name === 'OpeningApproved' || name === 'OpeningRefused'
    if (isVote ? !requests.has(args.requestId) : args.id !== id) continue
    if (name === 'TrusteeReplaced') {
      // What the predecessor did says nothing about whoever has the place now.
      seen.delete(Number(args.index))
    } else if (SIGNS[name] !== undefined) {
      const trustee = Number(args[SIGNS[name]])
      // A ceremony that a replacement ended was aborted by nobody.
      if (trustee !== 0) seen.set(trustee, place.at)
    }
  }
  return seen
}
