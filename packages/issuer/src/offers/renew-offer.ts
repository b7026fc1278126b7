import { and, eq, gt, inArray } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { offers, tokens } from '../store/schema.ts'
import { type CreatedOffer, describeOffer, offerPlace, requireLifetime } from './create-offer.ts'
import { drawSecret, drawTxCode, hashSecret } from './secret-code.ts'

/** Gives an offer that nobody collected new codes and a new term: after too many mistyped codes, a lost letter or
 *  an answer that got lost on the way. What was handed out for it before stops working.
 *  Throws IssuerError 'credential-unknown' when it does not exist, was collected, withdrawn or has expired. */
export async function renewOffer(
  context: IssuerContext,
  options: { readonly id: string; readonly lifetimeSeconds: number },
): Promise<CreatedOffer> {
  const { database, seal, random, now } = context
  const { id, lifetimeSeconds } = options
  requireLifetime(lifetimeSeconds)
  const code = drawSecret(random)
  const txCode = drawTxCode(random)
  const expiresAt = new Date(now().getTime() + lifetimeSeconds * 1000)
  const bytes = (text: string) => new TextEncoder().encode(text)
  return database.transaction(async (tx) => {
    const renewed = await tx
      .update(offers)
      .set({
        state: 'open',
        codeHash: hashSecret(code),
        sealedCode: seal.seal(bytes(code), offerPlace(id, 'code')),
        sealedTxCode: seal.seal(bytes(txCode), offerPlace(id, 'tx-code')),
        wrongTxCodes: 0,
        expiresAt,
      })
      .where(
        and(
          eq(offers.id, id),
          inArray(offers.state, ['open', 'claimed', 'locked']),
          gt(offers.expiresAt, now()),
        ),
      )
      .returning({ id: offers.id })
    if (renewed.length === 0) {
      throw new IssuerError(
        'credential-unknown',
        'There is no such offer waiting: it was collected, withdrawn or has expired. Make a new one.',
      )
    }
    await tx.delete(tokens).where(eq(tokens.offerId, id))
    return describeOffer(context, { id, txCode, expiresAt })
  })
}
