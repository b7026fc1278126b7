import { RegistryError } from '@velum/registry'
import { desc, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { sendChange } from '../keys/send-change.ts'
import { recordBatches, sealedRecords } from '../store/schema.ts'

/** How long a signed root may wait for its block. */
const changeLifetimeMilliseconds = 10 * 60_000

type Batch = typeof recordBatches.$inferSelect

/** Sends the root of a stored batch unless the chain has it already, and marks the batch by what the chain says then. Gives how many
 *  records are anchored by it: none when another root or a later epoch stands in its way; then its records wait for the next batch.
 *  Throws RegistryError. */
export async function sendBatch(context: IssuerContext, batch: Batch): Promise<number> {
  const { database } = context
  if (!(await isOnChain(context, batch))) {
    await sendRoot(context, batch)
    if (!(await isOnChain(context, batch))) {
      await dropBatch(context, batch)
      return 0
    }
  }
  await database.update(recordBatches).set({ state: 'anchored' }).where(eq(recordBatches.epoch, batch.epoch))
  context.report({ type: 'records-anchored', epoch: batch.epoch, count: batch.count })
  return batch.count
}

/** Has batches sent again that the chain no longer holds: a reorganisation takes the newest ones back. With `all` every batch is
 *  looked at, else only as far back as the first that is there. Throws RegistryError. */
export async function reconcileBatches(
  context: IssuerContext,
  options: { readonly all: boolean },
): Promise<void> {
  const batches = await context.database
    .select()
    .from(recordBatches)
    .where(eq(recordBatches.state, 'anchored'))
    .orderBy(desc(recordBatches.epoch))
  for (const batch of batches) {
    if (await isOnChain(context, batch)) {
      if (options.all) continue
      return
    }
    await context.database
      .update(recordBatches)
      .set({ state: 'sending' })
      .where(eq(recordBatches.epoch, batch.epoch))
    context.report({ type: 'records-lost', epoch: batch.epoch })
  }
}

async function isOnChain(context: IssuerContext, batch: Batch): Promise<boolean> {
  const anchored = await context.chain.escrowRegistry.batch({ identity: context.address, epoch: batch.epoch })
  return (
    anchored !== undefined && anchored.count === batch.count && Buffer.from(anchored.root).equals(batch.root)
  )
}

async function sendRoot(context: IssuerContext, { epoch, root, count }: Batch): Promise<void> {
  const { chain, keyRing, database, now, address } = context
  const account = await keyRing.controller(database)
  const change = await chain.escrowRegistry.signAnchorRecords({
    identity: address,
    epoch,
    root,
    count,
    account,
    deadline: new Date(now().getTime() + changeLifetimeMilliseconds),
  })
  try {
    await sendChange(chain, { change, account })
  } catch (error) {
    // Our own first attempt arrived after all, or a later batch did: the chain is asked next.
    if (error instanceof RegistryError && error.reason === 'epoch-not-rising') return
    throw error
  }
}

/** The epoch is taken: the records go into another one. */
async function dropBatch(context: IssuerContext, { epoch }: Batch): Promise<void> {
  await context.database.transaction(async (tx) => {
    await tx
      .update(sealedRecords)
      .set({ epoch: null, leafIndex: null, path: null })
      .where(eq(sealedRecords.epoch, epoch))
    await tx.delete(recordBatches).where(eq(recordBatches.epoch, epoch))
  })
}
