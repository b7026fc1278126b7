import { eq } from 'drizzle-orm'
import { recordBatches, type sealedRecords } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'

/** A sealed record with what proves that it is part of an anchored batch. */
export interface RecordProof {
  /** 32 octets. */
  readonly address: Uint8Array
  readonly ciphertext: Uint8Array
  readonly epoch: number
  /** Records in the batch. */
  readonly count: number
  readonly index: number
  /** 32 octets each, from the leaf up. */
  readonly path: readonly Uint8Array[]
  /** Of the batch, as stored: the chain's counts. */
  readonly root: Uint8Array
}

export type StoredRecord = typeof sealedRecords.$inferSelect

/** The proof of a record whose batch is anchored; undefined while it waits. */
export async function readProof(queries: Queries, record: StoredRecord): Promise<RecordProof | undefined> {
  const { address, ciphertext, epoch, leafIndex: index, path } = record
  if (epoch === null || index === null || path === null) return undefined
  const [batch] = await queries.select().from(recordBatches).where(eq(recordBatches.epoch, epoch))
  if (batch?.state !== 'anchored') return undefined
  return { address, ciphertext, epoch, count: batch.count, index, path: splitPath(path), root: batch.root }
}

function splitPath(path: Uint8Array): Uint8Array[] {
  return Array.from({ length: path.length / 32 }, (_, step) => path.slice(32 * step, 32 * step + 32))
}
