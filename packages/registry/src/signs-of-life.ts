import type { Hex } from './address.ts'
import type { ContractFunctions } from './contract-functions.ts'
import type { Blocks, LoggedEvent } from './event-log.ts'

/** By the names of the events, the argument that holds the trustee's number. */
const SIGNS: Record<string, string> = {
  CeremonyBegun: 'by',
  Broadcast: 'index',
  CeremonyAborted: 'by',
  TrusteeSeen: 'index',
  SharesDestroyed: 'index',
}
const VOTES = ['OpeningApproved', 'OpeningRefused']

/** When each trustee of an authority did anything last. Of requests and votes it reads those of all authorities: votes name a
 *  request, and only the request names its authority. */
export async function readSignsOfLife(
  contract: ContractFunctions,
  id: Hex,
  blocks?: Blocks,
): Promise<Map<number, Date>> {
  const [own, openings] = await Promise.all([
    contract.events([...Object.keys(SIGNS), 'TrusteeReplaced'], [id], blocks),
    contract.events(['OpeningRequested', ...VOTES], [], blocks),
  ])
  const requests = new Set<string>()
  const seen = new Map<number, Date>()
  for (const { event, place } of [...own, ...openings].sort(inOrder)) {
    const { name, args } = event
    if (name === 'OpeningRequested') {
      if (args.id === id) requests.add(args.requestId)
    } else if (name === 'TrusteeReplaced') {
      // What the predecessor did says nothing about whoever has the place now.
      seen.delete(Number(args.index))
    } else if (!VOTES.includes(name) || requests.has(args.requestId)) {
      const trustee = Number(args[SIGNS[name] ?? 'index'])
      // A ceremony that a replacement ended was aborted by nobody.
      if (trustee !== 0) seen.set(trustee, place.at)
    }
  }
  return seen
}

function inOrder(one: LoggedEvent, other: LoggedEvent): number {
  return one.place.blockNumber - other.place.blockNumber || one.logIndex - other.logIndex
}
