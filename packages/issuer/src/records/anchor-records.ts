import { RegistryError } from '@velum/registry'
import { asc, count, eq, isNull, min } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { withLease } from '../store/lease.ts'
import { recordBatches, sealedRecords } from '../store/schema.ts'
import { prepareBatch } from './prepare-batch.ts'
import { sendBatch } from './send-batch.ts'

/** Which records to anchor: those of batches that were begun, those that have waited long enough, or all. */
export type Anchoring = 'begun' | 'when-due' | 'all'

/** A batch of this many does not wait. */
const fullBatch = 1000

/** Anchors sealed records in batches by their Merkle root.
 *
 *  The order is: store the batch with its root and paths, send the root, mark the batch as anchored; only then is a record served with
 *  its proof. A crash between two steps is mended by the next call, which asks the chain how far it got. One process at a time.
 *  Gives how many records it anchored. Throws IssuerError 'publication-failed'; what was to be anchored stays stored. */
export async function anchorRecords(context: IssuerContext, anchoring: Anchoring): Promise<number> {
  if (!(await isWorkWaiting(context, anchoring))) return 0
  return withLease(context, 'records', async () => {
    let anchored = 0
    try {
      for (;;) {
        const [begun] = await context.database
          .select()
          .from(recordBatches)
          .where(eq(recordBatches.state, 'sending'))
          .orderBy(asc(recordBatches.epoch))
          .limit(1)
        if (begun) anchored += await sendBatch(context, begun)
        else if (!(await isBatchDue(context, anchoring)) || !(await prepareBatch(context))) return anchored
      }
    } catch (cause) {
      if (!(cause instanceof RegistryError)) throw cause
      throw new IssuerError(
        'publication-failed',
        `The records are stored but not anchored yet: ${cause.message} The running service tries again by itself.`,
        { cause },
      )
    }
  })
}

async function isWorkWaiting(context: IssuerContext, anchoring: Anchoring): Promise<boolean> {
  const [begun] = await context.database
    .select({ epoch: recordBatches.epoch })
    .from(recordBatches)
    .where(eq(recordBatches.state, 'sending'))
    .limit(1)
  return begun !== undefined || isBatchDue(context, anchoring)
}

async function isBatchDue(context: IssuerContext, anchoring: Anchoring): Promise<boolean> {
  if (anchoring === 'begun') return false
  const [waiting] = await context.database
    .select({ count: count(), oldest: min(sealedRecords.createdAt) })
    .from(sealedRecords)
    .where(isNull(sealedRecords.epoch))
  if (!waiting?.oldest) return false
  if (anchoring === 'all' || waiting.count >= fullBatch) return true
  const age = context.now().getTime() - waiting.oldest.getTime()
  return age >= context.anchorAfterSeconds * 1000
}
