import { merkleTree, recordLeaf } from '@velum/binding'
import { asc, eq, isNull, max } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { recordBatches, sealedRecords } from '../store/schema.ts'

/** Bounds what one batch holds in memory; a thousand kilobytes come of a thousand records. */
const largestBatch = 5000

/** Puts waiting records into the next batch: each gets its leaf's place and its path, so that serving a proof takes one look. The
 *  leaves stand in the order of their addresses, which tells nothing about who came when.
 *  False when no record waits. Throws RegistryError. */
export async function prepareBatch(context: IssuerContext): Promise<boolean> {
  const { chain, address, did, database, now } = context
  const newest = await chain.escrowRegistry.newest(address)
  return database.transaction(async (tx) => {
    const waiting = await tx
      .select({ id: sealedRecords.id, address: sealedRecords.address, ciphertext: sealedRecords.ciphertext })
      .from(sealedRecords)
      .where(isNull(sealedRecords.epoch))
      .orderBy(asc(sealedRecords.address), asc(sealedRecords.version))
      .limit(largestBatch)
      .for('update')
    if (waiting.length === 0) return false
    const [last] = await tx.select({ epoch: max(recordBatches.epoch) }).from(recordBatches)
    const epoch = Math.max(newest?.epoch ?? 0, last?.epoch ?? 0) + 1
    const tree = merkleTree(waiting.map((record) => recordLeaf({ ...record, issuer: did, epoch })))
    await tx.insert(recordBatches).values({
      epoch,
      state: 'sending',
      root: tree.root,
      count: waiting.length,
      createdAt: now(),
    })
    for (const [leafIndex, { id }] of waiting.entries()) {
      const path = new Uint8Array(Buffer.concat(tree.path(leafIndex)))
      await tx.update(sealedRecords).set({ epoch, leafIndex, path }).where(eq(sealedRecords.id, id))
    }
    return true
  })
}
