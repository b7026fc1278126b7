import { templateDigest } from '@velum/credential'
import { type BindingSession, encodeIdentityRecord, refuse } from '@velum/exchange'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { currentAuthority, readAuthority } from '../authority/issuer-authority.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { batchSize } from '../offers/batch-size.ts'
import { drawSecret, hashSecret } from '../offers/secret-code.ts'
import { bindingSessions, identity, registrants, tokens } from '../store/schema.ts'
import { type Applicant, findApplicant } from './applicant.ts'
import { personOf } from './person.ts'

/** A holder reads its record and decides; its token lasts a little longer. */
const sessionLifetimeSeconds = 10 * 60

/** Opens a session for the registration of whoever holds the token: the record that will be sealed is made of the offer's claims alone.
 *  One session a token: an unspent one before it ends.
 *  Throws ExchangeError 'token-invalid', 'binding-not-offered', 'offer-used', 'credential-refused' or 'authority-unavailable'. */
export async function openSession(context: IssuerContext, token: string): Promise<BindingSession> {
  const { database, now } = context
  const applicant = await findApplicant(context, token)
  const authority = await readAuthority(database)
  const epoch = authority === null ? null : await currentAuthority(context, authority)
  const [issuer] = await database.select({ publishes: identity.publishRecords }).from(identity)

  const person = personOf(context, applicant)
  if (!person) throw refuse('binding-not-offered')
  const [known] = await database.select().from(registrants).where(eq(registrants.person, person))
  const recordVersion = (known?.recordVersion ?? 0) + 1
  const session = drawSecret(context.random)
  const tokenHash = hashSecret(token)
  await database.transaction(async (tx) => {
    await tx
      .delete(bindingSessions)
      .where(and(eq(bindingSessions.tokenHash, tokenHash), isNull(bindingSessions.registrationHash)))
    await tx.insert(bindingSessions).values({
      hash: hashSecret(session),
      tokenHash,
      offerId: applicant.offerId,
      authority,
      recordVersion,
      expiresAt: new Date(now().getTime() + sessionLifetimeSeconds * 1000),
    })
  })
  return {
    session,
    record: recordOf(context, applicant, { authority, recordVersion }),
    authority: epoch && {
      id: epoch.id,
      name: epoch.name,
      epoch: epoch.epoch,
      threshold: epoch.threshold,
      trustees: epoch.trustees,
    },
    boundCredentials: batchSize,
    publishes: issuer?.publishes ?? false,
  }
}

/** A session as the store keeps it. */
export type StoredSession = typeof bindingSessions.$inferSelect

/** The session that this token opened under this name. Throws ExchangeError 'session-invalid'. */
export async function findSession(
  context: IssuerContext,
  wanted: { readonly token: string; readonly session: string },
): Promise<StoredSession> {
  const [row] = await context.database
    .select({ session: bindingSessions })
    .from(bindingSessions)
    .innerJoin(tokens, eq(tokens.hash, bindingSessions.tokenHash))
    .where(
      and(
        eq(bindingSessions.hash, hashSecret(wanted.session)),
        eq(bindingSessions.tokenHash, hashSecret(wanted.token)),
        gt(tokens.expiresAt, context.now()),
      ),
    )
  if (!row) throw refuse('session-invalid')
  return row.session
}

/** The identity record of an applicant, byte for byte the same each time. */
export function recordOf(
  context: Pick<IssuerContext, 'did'>,
  { template, claims }: Pick<Applicant, 'template' | 'claims'>,
  of: { readonly authority: string | null; readonly recordVersion: number },
): string {
  const sealed = (template.binding?.record ?? []).flatMap((claim) => {
    const value = claims[claim]
    return value === undefined || value === '' ? [] : [[claim, value] as const]
  })
  return encodeIdentityRecord({
    issuer: context.did,
    authority: of.authority,
    template: templateDigest(template),
    recordVersion: of.recordVersion,
    claims: Object.fromEntries(sealed),
  })
}
