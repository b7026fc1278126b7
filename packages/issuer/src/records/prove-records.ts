import { asc, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { offers, sealedRecords } from '../store/schema.ts'
import { type RecordProof, readProof } from './read-record.ts'

/** The sealed records that were made under a reference, oldest first; each anchored one with its proof. */
export interface ProvenRecord {
  readonly address: Uint8Array
  readonly version: number
  readonly createdAt: Date
  readonly published: boolean
  /** Undefined while the record waits for its batch. */
  readonly proof?: RecordProof
}

/** Finds what was sealed under a reference. Throws IssuerError 'reference-unknown', or 'record-unknown' when nothing was sealed. */
export async function proveRecords(context: IssuerContext, reference: string): Promise<ProvenRecord[]> {
  const { database, seal } = context
  const rows = await database
    .select({ offer: offers.id, record: sealedRecords })
    .from(offers)
    .leftJoin(sealedRecords, eq(sealedRecords.offerId, offers.id))
    .where(eq(offers.referenceIndex, seal.index(reference, 'reference')))
    .orderBy(asc(sealedRecords.version))
  if (rows.length === 0) {
    throw new IssuerError('reference-unknown', 'Nothing was issued or offered under this reference.')
  }
  const proven: ProvenRecord[] = []
  for (const { record } of rows) {
    if (!record) continue
    const proof = await readProof(database, record)
    const { address, version, createdAt, published } = record
    proven.push({ address, version, createdAt, published, ...(proof === undefined ? {} : { proof }) })
  }
  if (proven.length > 0) return proven
  throw new IssuerError(
    'record-unknown',
    'No record is sealed under this reference: its credential is not bound, or was not collected yet.',
  )
}
