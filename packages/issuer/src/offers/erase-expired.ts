import { and, eq, inArray, isNotNull, isNull, lte, notInArray } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { bindingSessions, bulkRows, credentials, offers, spentNonces, tokens } from '../store/schema.ts'

/** Erases personal data that nobody may need any more, whole states at a time:
 *  offers past their term lose code and claims; their credentials, which nobody ever had, are discarded, and the
 *  rows of bulk jobs they came from may be issued again. Collected credentials lose their copy here when the token
 *  that could ask for it again has ended. Old tokens and nonces go, and sessions with their token; one in which
 *  nobody registered, at its own end. */
export async function eraseExpired(context: IssuerContext): Promise<void> {
  const now = context.now()
  await context.database.transaction(async (tx) => {
    await tx.delete(tokens).where(lte(tokens.expiresAt, now))
    await tx.delete(spentNonces).where(lte(spentNonces.expiresAt, now))

    await tx
      .delete(bindingSessions)
      .where(and(lte(bindingSessions.expiresAt, now), isNull(bindingSessions.registrationHash)))

    const live = tx.select({ id: tokens.offerId }).from(tokens)
    const expired = await tx
      .update(offers)
      .set({ state: 'expired', sealedCode: null, sealedTxCode: null, sealedClaims: null })
      .where(
        and(
          inArray(offers.state, ['open', 'claimed', 'locked']),
          lte(offers.expiresAt, now),
          notInArray(offers.id, live),
        ),
      )
      .returning({ id: offers.id })
    const expiredIds = expired.map(({ id }) => id)
    if (expiredIds.length > 0) {
      await tx
        .update(credentials)
        .set({ state: 'discarded', sealedCredential: null, sealedBinding: null })
        .where(and(inArray(credentials.offerId, expiredIds), eq(credentials.state, 'valid')))
      await tx.delete(bulkRows).where(inArray(bulkRows.offerId, expiredIds))
    }

    const collected = tx.select({ id: offers.id }).from(offers).where(eq(offers.state, 'collected'))
    await tx
      .update(credentials)
      .set({ sealedCredential: null, sealedBinding: null })
      .where(
        and(
          isNotNull(credentials.sealedCredential),
          inArray(credentials.offerId, collected),
          notInArray(credentials.offerId, live),
        ),
      )
  })
}
