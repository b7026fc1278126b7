import type { OpeningRecord } from '@velum/registry'
import { listParts, removeParts } from './kept-part.ts'
import { removeShares } from './share-store.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

export interface DestroyedEpoch {
  readonly epoch: number
  /** How many shares of it were in the folder. */
  readonly shares: number
  /** Requests whose parts are still there: enough have approved, and the requester has not said on chain that it has its result. */
  readonly keptParts: readonly string[]
}

/** Destroys this trustee's shares of all epochs whose last possible request has expired, and the parts that were made with them, and says
 *  so on chain; each is gone before it is said. A part that its requester has a right to and may still want stays until the request is
 *  closed. Copies elsewhere it does not reach. */
export async function destroyRetired(context: TrusteeContext): Promise<DestroyedEpoch[]> {
  const { chain, folder } = context
  const { id, trustee, authority } = await trusteeStanding(context)
  const epochs = await chain.openingRegistry.epochs(id, { blocks: 'final' })
  const time = await finalTime(context)
  const { retentionSeconds, delaySeconds, lifetimeSeconds } = authority.rules
  // What was asked for in the last moment can be voted on until then.
  const seconds = retentionSeconds + delaySeconds + lifetimeSeconds
  const wanted = await wantedParts(context, { id, trustee, threshold: authority.threshold })
  const destroyed: DestroyedEpoch[] = []
  for (const [i, { epoch }] of epochs.entries()) {
    const next = epochs[i + 1]
    // By the clock of the chain, and only what no reorganisation takes back: a share that is gone stays gone.
    if (!next || next.at.getTime() + seconds * 1000 >= time) continue
    await removeParts(folder.path, (part) => part.epoch === epoch && !wanted.has(part.requestId))
    const key = await chain.openingRegistry.epochKey(id, epoch)
    if (key?.destroyedBy.includes(trustee)) continue
    const removed = await removeShares(folder.path, epoch)
    await chain.openingRegistry.attestDestroyed({ id, epoch, trustee, account: folder.account })
    const left = (await listParts(folder.path)).filter((part) => part.epoch === epoch)
    const keptParts = [...new Set(left.map(({ requestId }) => requestId))]
    destroyed.push({ epoch, shares: removed.length, keptParts })
  }
  return destroyed
}

/** The requests that a part of this trustee's opens, as far as anybody knows. */
async function wantedParts(
  { chain }: TrusteeContext,
  of: { readonly id: string; readonly trustee: number; readonly threshold: number },
): Promise<Set<string>> {
  // The newest block is ahead of what is final, and long ago nobody could vote any more.
  const records = await chain.openingRegistry.openings({ blocks: 'newest', authority: of.id })
  const isWanted = ({ approvals, closed }: OpeningRecord) => {
    const approvers = new Set(approvals.map(({ trustee }) => trustee))
    return !closed && approvers.size >= of.threshold && approvers.has(of.trustee)
  }
  return new Set(records.filter(isWanted).map(({ requestId }) => requestId))
}

/** In milliseconds since 1970. */
async function finalTime({ chain }: TrusteeContext): Promise<number> {
  const asked = { method: 'eth_getBlockByNumber', params: ['finalized', false] }
  const block = (await chain.provider.request(asked)) as { timestamp: string } | null
  return Number(block?.timestamp ?? 0) * 1000
}
