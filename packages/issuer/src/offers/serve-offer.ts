import { configurationId, createCredentialOffer, refuse } from '@velum/exchange'
import { eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { offers } from '../store/schema.ts'
import { offerPlace } from './create-offer.ts'
import { txCodeLength } from './secret-code.ts'

/** The offer that a wallet fetches, with its code but not the transaction code.
 *  Throws ExchangeError 'offer-not-found', 'offer-used', 'offer-expired', 'offer-locked' or 'credential-refused'. */
export async function serveOffer(
  context: IssuerContext,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const [offer] = await context.database.select().from(offers).where(eq(offers.id, id))
  if (!offer) throw refuse('offer-not-found')
  requireOpen(offer, context.now())
  if (!offer.sealedCode) throw refuse('offer-used')
  return createCredentialOffer({
    issuerUrl: context.url,
    configurationIds: [
      configurationId({
        name: offer.templateName,
        version: offer.templateVersion,
        suite: offer.suite,
      }),
    ],
    preAuthorizedCode: new TextDecoder().decode(context.seal.open(offer.sealedCode, offerPlace(id, 'code'))),
    txCode: { inputMode: 'numeric', length: txCodeLength },
  })
}

/** Throws the ExchangeError that says why an offer cannot be claimed any more. */
export function requireOpen(offer: Pick<typeof offers.$inferSelect, 'state' | 'expiresAt'>, now: Date): void {
  switch (offer.state) {
    case 'claimed':
    case 'collected':
      throw refuse('offer-used')
    case 'withdrawn':
      throw refuse('credential-refused')
    case 'expired':
      throw refuse('offer-expired')
    case 'locked':
      throw refuse('offer-locked')
    case 'open':
      if (offer.expiresAt <= now) throw refuse('offer-expired')
  }
}
