import { recordLeaf, verifyInclusion } from '@velum/binding'
import { asc, gt } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { sealedRecords } from '../store/schema.ts'
import { readProof } from './read-record.ts'

/** What comparing all sealed records with the chain found. */
export interface RecordsCheck {
  /** Records whose leaf leads to the root that the chain holds. */
  readonly intact: number
  /** Records that wait for their batch or for its root to be on the chain. */
  readonly pending: number
  /** Records that the chain contradicts: changed, lost from their batch, or their batch is gone. By id. */
  readonly broken: readonly string[]
}

const pageSize = 500

/** Checks every sealed record against the chain's own roots. Reads; mends nothing. Throws RegistryError. */
export async function verifyRecords(context: IssuerContext): Promise<RecordsCheck> {
  const { chain, address, did, database } = context
  const batches = new Map((await chain.escrowRegistry.batches(address)).map((batch) => [batch.epoch, batch]))
  let intact = 0
  let pending = 0
  const broken: string[] = []
  for (let after = ''; ; ) {
    const page = await database
      .select()
      .from(sealedRecords)
      .where(gt(sealedRecords.id, after))
      .orderBy(asc(sealedRecords.id))
      .limit(pageSize)
    for (const record of page) {
      const proof = await readProof(database, record)
      if (!proof) {
        pending += 1
        continue
      }
      const anchored = batches.get(proof.epoch)
      const leaf = recordLeaf({ ...proof, issuer: did })
      const { root, count } = anchored ?? { root: new Uint8Array(), count: 0 }
      if (verifyInclusion({ leaf, index: proof.index, count, path: proof.path, root })) intact += 1
      else broken.push(record.id)
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return { intact, pending, broken }
    after = last.id
  }
}
