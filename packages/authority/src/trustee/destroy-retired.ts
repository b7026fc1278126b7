import { removeParts } from './kept-part.ts'
import { removeShares } from './share-store.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

export interface DestroyedEpoch {
  readonly epoch: number
  /** How many shares of it were in the folder. */
  readonly shares: number
}

/** Destroys this trustee's shares of all epochs whose last possible request has expired, and the parts that were made with them, and says
 *  so on chain; each is gone before it is said. Copies elsewhere it does not reach. */
export async function destroyRetired(context: TrusteeContext): Promise<DestroyedEpoch[]> {
  const { chain, folder } = context
  const { id, trustee, authority } = await trusteeStanding(context)
  const epochs = await chain.openingRegistry.epochs(id, { blocks: 'final' })
  const time = await finalTime(context)
  const { retentionSeconds, delaySeconds, lifetimeSeconds } = authority.rules
  // What was asked for in the last moment can be voted on until then.
  const seconds = retentionSeconds + delaySeconds + lifetimeSeconds
  const destroyed: DestroyedEpoch[] = []
  for (const [i, { epoch }] of epochs.entries()) {
    const next = epochs[i + 1]
    // By the clock of the chain, and only what no reorganisation takes back: a share that is gone stays gone.
    if (!next || next.at.getTime() + seconds * 1000 >= time) continue
    const key = await chain.openingRegistry.epochKey(id, epoch)
    if (key?.destroyedBy.includes(trustee)) continue
    const removed = await removeShares(folder.path, epoch)
    await removeParts(folder.path, (part) => part.epoch === epoch)
    await chain.openingRegistry.attestDestroyed({ id, epoch, trustee, account: folder.account })
    destroyed.push({ epoch, shares: removed.length })
  }
  return destroyed
}

/** In milliseconds since 1970. */
async function finalTime({ chain }: TrusteeContext): Promise<number> {
  const asked = { method: 'eth_getBlockByNumber', params: ['finalized', false] }
  const block = (await chain.provider.request(asked)) as { timestamp: string } | null
  return Number(block?.timestamp ?? 0) * 1000
}
