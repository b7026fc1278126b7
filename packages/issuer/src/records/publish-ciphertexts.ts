import { createHash } from 'node:crypto'
import { maxPublishedRecordBytes, RegistryError } from '@velum/registry'
import { and, asc, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { sendChange } from '../keys/send-change.ts'
import { withLease } from '../store/lease.ts'
import { recordBatches, sealedRecords } from '../store/schema.ts'

/** How long a signed publication may wait for its block. */
const changeLifetimeMilliseconds = 10 * 60_000

/** Puts sealed records onto the chain whose holders agreed when this issuer offered it, and whose batch is anchored. The chain is asked
 *  before each, so that nothing is sent twice after a crash. Gives how many went out.
 *  Throws IssuerError 'publication-failed'; what is left is tried again. */
export async function publishCiphertexts(context: IssuerContext): Promise<number> {
  const waiting = () =>
    context.database
      .select({
        id: sealedRecords.id,
        recordAddress: sealedRecords.address,
        ciphertext: sealedRecords.ciphertext,
      })
      .from(sealedRecords)
      .innerJoin(recordBatches, eq(recordBatches.epoch, sealedRecords.epoch))
      .where(
        and(
          eq(sealedRecords.publish, true),
          eq(sealedRecords.published, false),
          eq(recordBatches.state, 'anchored'),
        ),
      )
      .orderBy(asc(sealedRecords.id))
  if ((await waiting()).length === 0) return 0
  return withLease(context, 'ciphertexts', async () => {
    const records = await waiting()
    for (const record of records) await publishCiphertext(context, record)
    return records.length
  }).catch((cause: unknown) => {
    if (!(cause instanceof RegistryError)) throw cause
    throw new IssuerError(
      'publication-failed',
      `Sealed records are stored but not on the chain yet: ${cause.message} The running service tries again by itself.`,
      { cause },
    )
  })
}

async function publishCiphertext(
  context: IssuerContext,
  record: { readonly id: string; readonly recordAddress: Uint8Array; readonly ciphertext: Uint8Array },
): Promise<void> {
  const { chain, address, keyRing, database, now } = context
  const { id, recordAddress, ciphertext } = record
  const ciphertextHash = new Uint8Array(createHash('sha256').update(ciphertext).digest())
  const isPublished = await chain.escrowRegistry.isPublished({ identity: address, ciphertextHash })
  // One that is too long for the chain, by a long certificate, stays with the issuer; it is anchored all the same.
  if (!isPublished && ciphertext.length <= maxPublishedRecordBytes) {
    const account = await keyRing.controller(database)
    const change = await chain.escrowRegistry.signPublishRecord({
      identity: address,
      recordAddress,
      ciphertext,
      account,
      deadline: new Date(now().getTime() + changeLifetimeMilliseconds),
    })
    await sendChange(chain, { change, account })
  }
  const fits = ciphertext.length <= maxPublishedRecordBytes
  await database
    .update(sealedRecords)
    .set(fits ? { published: true } : { publish: false })
    .where(eq(sealedRecords.id, id))
  if (fits) context.report({ type: 'record-published', record: id })
}
