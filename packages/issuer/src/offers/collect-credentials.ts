import {
  createBoundCredentialResponse,
  createIssuerMetadata,
  parseCredentialRequest,
  refuse,
} from '@velum/exchange'
import { and, eq, gt, ne } from 'drizzle-orm'
import { openClaims } from '../binding/applicant.ts'
import { collectBound } from '../binding/collect-bound.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { inOpenList } from '../status/draw-index.ts'
import { credentials, offers, tokens } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { findTemplate } from '../templates/template-store.ts'
import { batchSize } from './batch-size.ts'
import { spendNonce } from './nonce.ts'
import { hashSecret } from './secret-code.ts'
import { openCredential, signCredential } from './sign-credential.ts'

/** Answers a credential request: verifies the proofs, spends the nonce and gives the offer's credentials, signed
 *  now unless that was done in bulk. Under the same token the same credentials come again. Bound credentials take
 *  the way of `collectBound`.
 *  Throws ExchangeError 'token-invalid', 'configuration-unknown', 'nonce-invalid', a refusal of
 *  `parseCredentialRequest`, or 'credential-refused' when the offer was withdrawn meanwhile. */
export async function collectCredentials(
  context: IssuerContext,
  request: { readonly token: string; readonly body: unknown },
): Promise<Readonly<Record<string, unknown>>> {
  const offerId = await offerOfToken(context, request.token)
  const { template, suite } = await orderOf(context, offerId)
  if (template.binding !== undefined) {
    return createBoundCredentialResponse(await collectBound(context, { ...request, offerId, template }))
  }
  const { nonce, count } = await parseCredentialRequest({
    body: request.body,
    documents: createIssuerMetadata({
      issuerUrl: context.url,
      name: context.name,
      templates: [template],
      batchSize,
      suites: [suite],
    }),
    batchSize,
    now: context.now,
  })
  await spendNonce(context, context.database, nonce)
  const collected = await inOpenList(context, (list) =>
    context.database.transaction(async (tx) => {
      const [offer] = await tx.select().from(offers).where(eq(offers.id, offerId)).for('update')
      if (offer?.state !== 'claimed' && offer?.state !== 'collected') throw refuse('credential-refused')
      const ready = await readyCredentials(context, tx, offerId)
      if (ready.length > 0) {
        await tx.update(offers).set({ state: 'collected', sealedClaims: null }).where(eq(offers.id, offerId))
        return ready
      }
      if (!offer.sealedClaims) throw refuse('credential-refused')
      const claims = openClaims(context, offerId, offer.sealedClaims)
      const signed: unknown[] = []
      for (let made = 0; made < count; made++) {
        signed.push(await signCredential(context, tx, { template, suite, claims, offerId, list }))
      }
      await tx.update(offers).set({ state: 'collected', sealedClaims: null }).where(eq(offers.id, offerId))
      return signed
    }),
  )
  context.report({ type: 'credential-collected', offer: offerId, count: collected.length })
  return { credentials: collected.map((credential) => ({ credential })) }
}

async function offerOfToken(context: IssuerContext, token: string): Promise<string> {
  const [row] = await context.database
    .select({ offerId: tokens.offerId })
    .from(tokens)
    .where(and(eq(tokens.hash, hashSecret(token)), gt(tokens.expiresAt, context.now())))
  if (!row) throw refuse('token-invalid')
  return row.offerId
}

async function orderOf(context: IssuerContext, offerId: string) {
  const [offer] = await context.database.select().from(offers).where(eq(offers.id, offerId))
  if (!offer) throw refuse('token-invalid')
  const { templateName: name, templateVersion: version, suite } = offer
  return { template: await findTemplate(context.database, { name, version }), suite }
}

/** Credentials of the offer that are signed and still here. */
async function readyCredentials(context: IssuerContext, tx: Queries, offerId: string): Promise<unknown[]> {
  const rows = await tx
    .select()
    .from(credentials)
    .where(and(eq(credentials.offerId, offerId), ne(credentials.state, 'discarded')))
    .orderBy(credentials.createdAt, credentials.id)
  return rows.flatMap(({ id, sealedCredential }) =>
    sealedCredential ? [openCredential(context, id, sealedCredential)] : [],
  )
}
