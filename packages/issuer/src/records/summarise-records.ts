import { and, count, eq, isNull, or } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { identity, losses, recordBatches, sealedRecords } from '../store/schema.ts'

/** How many identity records are sealed, and how far they are. */
export interface RecordsSummary {
  readonly anchored: number
  /** Waiting for a batch, or for their batch's root to be on the chain. */
  readonly pending: number
  readonly batches: number
  readonly newestEpoch?: number
  /** Ciphertexts on the chain. */
  readonly published: number
  /** Whether new records go onto the chain where their holders agree. */
  readonly publishes: boolean
  readonly losses: { readonly device: number; readonly secrets: number }
}

/** Counts, from the store alone. */
export async function summariseRecords(context: IssuerContext): Promise<RecordsSummary> {
  const { database } = context
  const [issuer] = await database.select({ publishes: identity.publishRecords }).from(identity)
  const batches = await database
    .select({ epoch: recordBatches.epoch, count: recordBatches.count })
    .from(recordBatches)
    .where(eq(recordBatches.state, 'anchored'))
  const [pending] = await database
    .select({ count: count() })
    .from(sealedRecords)
    .leftJoin(recordBatches, eq(recordBatches.epoch, sealedRecords.epoch))
    .where(or(isNull(sealedRecords.epoch), eq(recordBatches.state, 'sending')))
  const [published] = await database
    .select({ count: count() })
    .from(sealedRecords)
    .where(and(eq(sealedRecords.publish, true), eq(sealedRecords.published, true)))
  const reported = await database
    .select({ kind: losses.kind, count: count() })
    .from(losses)
    .groupBy(losses.kind)
  const lossesOf = (kind: 'device' | 'secrets') => reported.find((row) => row.kind === kind)?.count ?? 0
  return {
    anchored: batches.reduce((sum, batch) => sum + batch.count, 0),
    pending: pending?.count ?? 0,
    batches: batches.length,
    ...(batches.length === 0 ? {} : { newestEpoch: Math.max(...batches.map(({ epoch }) => epoch)) }),
    published: published?.count ?? 0,
    publishes: issuer?.publishes ?? false,
    losses: { device: lossesOf('device'), secrets: lossesOf('secrets') },
  }
}

/** Whether sealed records go onto the chain from now on, where their holders agree too. What was sealed before stays as it was. */
export async function setPublishing(context: IssuerContext, publishes: boolean): Promise<void> {
  await context.database.update(identity).set({ publishRecords: publishes }).where(eq(identity.id, 1))
}
