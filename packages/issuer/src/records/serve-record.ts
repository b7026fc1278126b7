import { createRecordStatus, refuse } from '@velum/exchange'
import { desc, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { json } from '../service/answer.ts'
import { sealedRecords } from '../store/schema.ts'
import { readProof } from './read-record.ts'

/** Serves the newest sealed record at an address to whoever knows the address, which follows from the holder's registration point alone:
 *  a ciphertext and the proof that it is anchored, or 202 while it waits. Costs two look-ups by key; nothing is computed.
 *  Throws ExchangeError 'record-unknown'. */
export async function serveRecord(context: IssuerContext, address: Uint8Array): Promise<Response> {
  const { database } = context
  const [record] = await database
    .select()
    .from(sealedRecords)
    .where(eq(sealedRecords.address, address))
    .orderBy(desc(sealedRecords.version))
    .limit(1)
  if (!record) throw refuse('record-unknown')
  const proof = await readProof(database, record)
  return proof ? json(createRecordStatus(proof)) : json({ state: 'pending' }, {}, 202)
}
