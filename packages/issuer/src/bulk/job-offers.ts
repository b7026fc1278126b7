import { and, asc, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { type CreatedOffer, describeOffer, offerPlace } from '../offers/create-offer.ts'
import { bulkRows, offers } from '../store/schema.ts'

/** An offer of a bulk job that waits for its holder, with the row it came from. */
export interface JobOffer extends CreatedOffer {
  readonly line: number
  readonly reference: string
}

/** The offers of a job that can be claimed now, by line: what is handed out to the holders. */
export async function jobOffers(context: IssuerContext, job: string): Promise<JobOffer[]> {
  const rows = await context.database
    .select({ offer: offers, line: bulkRows.line })
    .from(bulkRows)
    .innerJoin(offers, eq(offers.id, bulkRows.offerId))
    .where(and(eq(bulkRows.job, job), eq(offers.state, 'open')))
    .orderBy(asc(bulkRows.line))
  const open = (id: string, sealed: Uint8Array, member: 'tx-code' | 'reference') =>
    new TextDecoder().decode(context.seal.open(sealed, offerPlace(id, member)))
  return rows.flatMap(({ offer, line }) => {
    const { id, sealedTxCode, sealedReference, expiresAt } = offer
    if (!sealedTxCode || !sealedReference || expiresAt <= context.now()) return []
    const txCode = open(id, sealedTxCode, 'tx-code')
    return [
      {
        ...describeOffer(context, { id, txCode, expiresAt }),
        line,
        reference: open(id, sealedReference, 'reference'),
      },
    ]
  })
}
