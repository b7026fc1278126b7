import { parseStatusList, setStatus } from '@velum/credential'
import { and, eq, inArray, or } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { credentials, offers, statusLists } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { publishList } from './publish-list.ts'

/** What to take back: credentials or offers by id, or everything under a reference. */
export type RevocationTarget = { readonly ids: readonly string[] } | { readonly reference: string }

/** What was taken back. */
export interface Revocation {
  /** Credentials that every verifier now refuses. */
  readonly revoked: readonly string[]
  /** Credentials that had been revoked before. */
  readonly already: readonly string[]
  /** Offers that nobody had claimed yet and nobody can claim any more. */
  readonly withdrawn: readonly string[]
}

/** Revokes credentials and withdraws open offers: all that match, or nothing. Returns when the chain has the new
 *  list. Throws IssuerError 'credential-unknown', 'reference-unknown', or 'publication-failed' when it is stored
 *  but the chain did not take it: then it is published by the running service or the next call. */
export async function revoke(context: IssuerContext, target: RevocationTarget): Promise<Revocation> {
  const { revocation, lists } = await context.database.transaction((tx) => markRevoked(context, tx, target))
  await publishRevocations(context, lists)
  return revocation
}

/** What a transaction took back, and the lists that are to be published once it is stored. */
export interface MarkedRevocation {
  readonly revocation: Revocation
  readonly lists: readonly number[]
}

/** Brings what was marked onto the chain. Throws IssuerError 'publication-failed'; then `settle` does it. */
export async function publishRevocations(context: IssuerContext, lists: readonly number[]): Promise<void> {
  for (const list of lists) await publishList(context, list, { renew: 'never' })
}

/** Marks as revoked inside the caller's transaction. The offers are locked first: whoever signs for one of them has done so when its
 *  credentials are looked for, or will find it withdrawn. Throws as `revoke` does. */
export async function markRevoked(
  context: IssuerContext,
  tx: Queries,
  target: RevocationTarget,
): Promise<MarkedRevocation> {
  const matching = await findOffers(context, tx, target)
  await tx
    .select({ id: offers.id })
    .from(offers)
    .where(inArray(offers.id, matching))
    .orderBy(offers.id)
    .for('update')
  const wanted = 'ids' in target ? new Set(target.ids) : undefined
  const rows = await tx
    .select()
    .from(credentials)
    .where(inArray(credentials.offerId, matching))
    .orderBy(credentials.id)
    .for('update')
  // An id of one credential takes back that one; an id of an offer, or a reference, all that came of it.
  const chosen = rows.filter(({ id, offerId }) => !wanted || wanted.has(id) || wanted.has(offerId))
  const valid = chosen.filter(({ state }) => state === 'valid')
  const unpublished = chosen.filter(({ state }) => state === 'revoking')
  if (valid.length > 0) {
    const ids = valid.map(({ id }) => id)
    await tx
      .update(credentials)
      .set({ state: 'revoking', revokedAt: context.now(), sealedCredential: null, sealedBinding: null })
      .where(inArray(credentials.id, ids))
  }
  const lists = [...new Set([...valid, ...unpublished].map(({ listNumber }) => listNumber))].sort(
    (a, b) => a - b,
  )
  for (const list of lists) {
    await setBits(
      tx,
      list,
      valid.filter(({ listNumber }) => listNumber === list).map(({ listIndex }) => listIndex),
    )
  }
  const withdrawn = await withdraw(
    tx,
    matching.filter(
      (offer) => !wanted || wanted.has(offer) || chosen.some(({ offerId }) => offerId === offer),
    ),
  )
  return {
    revocation: {
      revoked: [...valid, ...unpublished].map(({ id }) => id),
      already: chosen.filter(({ state }) => state === 'revoked').map(({ id }) => id),
      withdrawn,
    },
    lists,
  }
}

/** The offers behind the target. Throws when an id or the reference is unknown. */
async function findOffers(context: IssuerContext, tx: Queries, target: RevocationTarget): Promise<string[]> {
  if ('reference' in target) {
    const index = context.seal.index(target.reference, 'reference')
    const found = await tx.select({ id: offers.id }).from(offers).where(eq(offers.referenceIndex, index))
    if (found.length > 0) return found.map(({ id }) => id)
    throw new IssuerError('reference-unknown', 'Nothing was issued or offered under this reference.')
  }
  const ids = [...new Set(target.ids)]
  const found = await tx
    .select({ offer: offers.id, credential: credentials.id })
    .from(offers)
    .leftJoin(credentials, eq(credentials.offerId, offers.id))
    .where(or(inArray(offers.id, ids), inArray(credentials.id, ids)))
  const unknown = ids.filter(
    (id) => !found.some(({ offer, credential }) => offer === id || credential === id),
  )
  if (unknown.length > 0) {
    throw new IssuerError(
      'credential-unknown',
      `There is no credential or offer ${unknown.join(', ')}. Nothing was revoked; \`list\` shows the ids.`,
    )
  }
  return [...new Set(found.map(({ offer }) => offer))]
}

async function setBits(tx: Queries, number: number, indexes: readonly number[]): Promise<void> {
  if (indexes.length === 0) return
  const [row] = await tx.select().from(statusLists).where(eq(statusLists.number, number)).for('update')
  if (!row) return
  const bits = setStatus({ list: parseStatusList(row.bits), indexes, revoked: true })
  await tx.update(statusLists).set({ bits, changed: true }).where(eq(statusLists.number, number))
}

async function withdraw(tx: Queries, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const withdrawn = await tx
    .update(offers)
    .set({ state: 'withdrawn', sealedCode: null, sealedTxCode: null, sealedClaims: null })
    .where(and(inArray(offers.id, [...ids]), inArray(offers.state, ['open', 'claimed', 'locked'])))
    .returning({ id: offers.id })
  return withdrawn.map(({ id }) => id)
}
