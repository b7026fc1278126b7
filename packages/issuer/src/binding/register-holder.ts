import type { BindingParameters } from '@velum/binding'
import { type OpenedRegistration, openSealedRecord, recordAddress, sealRecord } from '@velum/binding'
import { refuse } from '@velum/exchange'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { drawId } from '../offers/secret-code.ts'
import {
  bindingSessions,
  identity,
  offers,
  registrants,
  registrationPoints,
  registrations,
  sealedRecords,
} from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import type { StoredSession } from './open-session.ts'
import { pointIndex } from './person.ts'

/** A registration that was verified, and whose it is. */
export interface VerifiedRegistration {
  readonly offerId: string
  readonly person: Uint8Array
  readonly parameters: BindingParameters
  readonly session: StoredSession
  readonly registrationHash: Uint8Array
  readonly registration: OpenedRegistration
  /** UTF-8 of the record that was registered. */
  readonly record: Uint8Array
}

/** Registers a person's points and stores the sealed record, in one transaction that is durable when this returns: no credential is
 *  signed before. The person's row is locked, so of two registrations at once the second one sees the first. In this order everywhere:
 *  person, offers, credentials, lists; so a declared loss waits for a registration, or the other way round, never both.
 *  Throws ExchangeError 'session-invalid', 'credential-refused', 'second-pseudonym', 'second-registration', 'registration-taken' or
 *  'independent-signature-missing'. */
export async function registerHolder(context: IssuerContext, verified: VerifiedRegistration): Promise<void> {
  await context.database.transaction(async (tx) => {
    await registerPerson(context, tx, verified)
    await spendSession(tx, verified)
    await requireIndependence(tx, verified)
    await storeRecord(context, tx, verified)
  })
}

/** Locks the offer, then marks the session by what spent it: the same registration may come again, no other one. */
async function spendSession(tx: Queries, verified: VerifiedRegistration): Promise<void> {
  const { offerId, session, registrationHash } = verified
  const [offer] = await tx
    .select({ state: offers.state })
    .from(offers)
    .where(eq(offers.id, offerId))
    .for('update')
  if (offer?.state !== 'claimed') throw refuse('credential-refused')
  const spent = await tx
    .update(bindingSessions)
    .set({ registrationHash })
    .where(and(eq(bindingSessions.hash, session.hash), isNull(bindingSessions.registrationHash)))
    .returning({ hash: bindingSessions.hash })
  if (spent.length === 0) throw refuse('session-invalid')
}

async function registerPerson(
  context: IssuerContext,
  tx: Queries,
  verified: VerifiedRegistration,
): Promise<void> {
  const { person, session, registration } = verified
  const reg = pointIndex(context, 'reg', registration.reg)
  const regN = pointIndex(context, 'reg-n', registration.regN)
  const now = context.now()
  const registered = {
    state: 'registered',
    regN,
    recordVersion: session.recordVersion,
    changedAt: now,
  } as const

  // Another registration of this person that is under way makes this wait, and then find its row.
  const [first] = await tx
    .insert(registrants)
    .values({ person, ...registered, registeredAt: now })
    .onConflictDoNothing()
    .returning({ person: registrants.person })
  if (!first) {
    const [known] = await tx.select().from(registrants).where(eq(registrants.person, person)).for('update')
    if (!known) throw refuse('session-invalid')
    if (known.state !== 'secrets-lost' && !equal(known.regN, regN)) throw refuse('second-pseudonym')
    // The record that was registered names a version that another registration has taken meanwhile.
    if (known.recordVersion + 1 !== session.recordVersion) throw refuse('session-invalid')
    await tx.update(registrants).set(registered).where(eq(registrants.person, person))
    // The secrets behind them were declared lost, under whatever authority they registered.
    if (known.state !== 'registered') await tx.delete(registrations).where(eq(registrations.person, person))
  } else if (session.recordVersion !== 1) throw refuse('session-invalid')
  await registerPoint(tx, { person, authority: session.authority, reg })

  // In this order everywhere: a point that another one holds is waited for, never in a circle.
  for (const point of [reg, regN]) {
    await tx.insert(registrationPoints).values({ point, person }).onConflictDoNothing()
    const [owner] = await tx.select().from(registrationPoints).where(eq(registrationPoints.point, point))
    if (!owner || !equal(owner.person, person)) throw refuse('registration-taken')
  }
}

/** One registration point for a person and an authority: only a declared loss lets it change. The person's row is locked. */
async function registerPoint(
  tx: Queries,
  offered: { readonly person: Uint8Array; readonly authority: string | null; readonly reg: Uint8Array },
): Promise<void> {
  const { person, authority, reg } = offered
  const rows = await tx.select().from(registrations).where(eq(registrations.person, person))
  const known = rows.find((row) => row.authority === authority)
  if (!known) await tx.insert(registrations).values({ person, authority, reg })
  else if (!equal(known.reg, reg)) throw refuse('second-registration')
}

/** Only the newest record at an address is served, so one without an independent signature would take away what the one before it proves
 *  beyond the issuer's word. Whoever has lost that key declares the loss of the device: then Reg, and the address, are others. */
async function requireIndependence(
  tx: Queries,
  { parameters, registration }: VerifiedRegistration,
): Promise<void> {
  const { reg, independent } = registration
  if (independent !== undefined) return
  const [before] = await tx
    .select({ ciphertext: sealedRecords.ciphertext })
    .from(sealedRecords)
    .where(eq(sealedRecords.address, recordAddress(reg)))
    .orderBy(desc(sealedRecords.version))
    .limit(1)
  if (!before) return
  const { chainId, issuer, authority } = parameters
  const opened = openSealedRecord({ chainId, issuer, authority, reg, ciphertext: before.ciphertext })
  if (opened?.independent !== undefined) throw refuse('independent-signature-missing')
}

async function storeRecord(
  context: IssuerContext,
  tx: Queries,
  verified: VerifiedRegistration,
): Promise<void> {
  const { offerId, person, parameters, session, registration, record } = verified
  const { reg, regN, date, recordSignature, independent } = registration
  const sealed = sealRecord({
    chainId: parameters.chainId,
    issuer: parameters.issuer,
    authority: parameters.authority,
    reg,
    content: { record, regN, date, recordSignature, ...(independent === undefined ? {} : { independent }) },
    random: context.random,
  })
  const [issuer] = await tx.select({ publishes: identity.publishRecords }).from(identity)
  await tx.insert(sealedRecords).values({
    id: drawId(context.random),
    ...sealed,
    version: session.recordVersion,
    person,
    offerId,
    publish: registration.publish && issuer?.publishes === true,
    createdAt: context.now(),
  })
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b)
}
