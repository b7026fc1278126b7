import { timingSafeEqual } from 'node:crypto'
import { refuse, type TokenRequest } from '@velum/exchange'
import { eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { offers, tokens } from '../store/schema.ts'
import { offerPlace } from './create-offer.ts'
import { drawSecret, hashSecret } from './secret-code.ts'
import { requireOpen } from './serve-offer.ts'

/** Wrong transaction codes after which an offer is locked. */
const allowedMistakes = 5

/** Time to collect after a claim; a wallet whose answer got lost asks again within it. */
export const tokenLifetimeSeconds = 15 * 60

/** Spends an offer's code for an access token: once, under a lock on the offer, whatever asks at the same time.
 *  Mistakes are counted in the store, so that they hold for all processes and after a restart.
 *  Throws ExchangeError 'grant-refused' (unknown code), 'offer-used', 'offer-expired', 'offer-locked',
 *  'tx-code-missing', 'tx-code-wrong' or 'credential-refused'. */
export async function claimOffer(context: IssuerContext, request: TokenRequest): Promise<string> {
  const outcome = await context.database.transaction(async (tx) => {
    const [offer] = await tx
      .select()
      .from(offers)
      .where(eq(offers.codeHash, hashSecret(request.preAuthorizedCode)))
      .for('update')
    if (!offer) throw refuse('grant-refused')
    requireOpen(offer, context.now())
    if (request.txCode === undefined) throw refuse('tx-code-missing')
    if (!isTxCode(context, offer, request.txCode)) {
      const wrongTxCodes = offer.wrongTxCodes + 1
      const state = wrongTxCodes < allowedMistakes ? 'open' : 'locked'
      await tx.update(offers).set({ wrongTxCodes, state }).where(eq(offers.id, offer.id))
      // Returned, not thrown: a thrown refusal would take the count back.
      return { offer: offer.id, refused: state === 'locked' ? 'offer-locked' : 'tx-code-wrong' } as const
    }
    const token = drawSecret(context.random)
    const expiresAt = new Date(context.now().getTime() + tokenLifetimeSeconds * 1000)
    await tx
      .update(offers)
      .set({ state: 'claimed', sealedCode: null, sealedTxCode: null })
      .where(eq(offers.id, offer.id))
    await tx.insert(tokens).values({ hash: hashSecret(token), offerId: offer.id, expiresAt })
    return { offer: offer.id, token }
  })
  if (outcome.refused === 'offer-locked') context.report({ type: 'offer-locked', offer: outcome.offer })
  if (outcome.refused !== undefined) throw refuse(outcome.refused)
  context.report({ type: 'offer-claimed', offer: outcome.offer })
  return outcome.token
}

function isTxCode(context: IssuerContext, offer: typeof offers.$inferSelect, typed: string): boolean {
  if (!offer.sealedTxCode) return false
  const expected = Buffer.from(context.seal.open(offer.sealedTxCode, offerPlace(offer.id, 'tx-code')))
  const given = Buffer.from(typed.trim(), 'utf8')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
