import type { Claims, Template } from '@velum/credential'
import { refuse } from '@velum/exchange'
import { and, eq, gt } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { offerPlace } from '../offers/create-offer.ts'
import { hashSecret } from '../offers/secret-code.ts'
import { offers, tokens } from '../store/schema.ts'
import { findTemplate } from '../templates/template-store.ts'

/** Who holds a token, as far as the issuer knows: the claims of the offer that it was given for. */
export interface Applicant {
  readonly offerId: string
  readonly template: Template
  readonly claims: Claims
}

/** The applicant behind a token whose credentials are still to be made.
 *  Throws ExchangeError 'token-invalid', 'offer-used' (its credentials were made) or 'credential-refused' (withdrawn). */
export async function findApplicant(context: IssuerContext, token: string): Promise<Applicant> {
  const [offer] = await context.database
    .select({ offer: offers })
    .from(tokens)
    .innerJoin(offers, eq(offers.id, tokens.offerId))
    .where(and(eq(tokens.hash, hashSecret(token)), gt(tokens.expiresAt, context.now())))
    .then((rows) => rows.map((row) => row.offer))
  if (!offer) throw refuse('token-invalid')
  if (offer.state === 'collected') throw refuse('offer-used')
  if (offer.state !== 'claimed' || !offer.sealedClaims) throw refuse('credential-refused')
  const template = await findTemplate(context.database, {
    name: offer.templateName,
    version: offer.templateVersion,
  })
  return { offerId: offer.id, template, claims: openClaims(context, offer.id, offer.sealedClaims) }
}

/** The claims of an offer that waits for its holder. */
export function openClaims(
  context: Pick<IssuerContext, 'seal'>,
  offerId: string,
  sealedClaims: Uint8Array,
): Claims {
  return JSON.parse(
    new TextDecoder().decode(context.seal.open(sealedClaims, offerPlace(offerId, 'claims'))),
  ) as Claims
}
