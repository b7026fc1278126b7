import type { CredentialSuite } from '@velum/credential'
import { and, desc, eq, inArray, ne, type SQL } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { credentials, offers } from '../store/schema.ts'
import { listTemplates } from '../templates/template-store.ts'
import { offerPlace } from './create-offer.ts'

/** What the issuer knows about one case: no claim is among it. */
export interface IssuedRecord {
  /** The offer's id. */
  readonly id: string
  readonly state: 'open' | 'claimed' | 'collected' | 'locked' | 'expired' | 'withdrawn'
  readonly template: { readonly name: string; readonly version: number }
  /** What its credentials are signed in. */
  readonly suite: CredentialSuite
  /** Whether they are bound to their holder. */
  readonly bound: boolean
  readonly reference?: string
  readonly job?: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly credentials: readonly {
    readonly id: string
    readonly state: 'valid' | 'revoking' | 'revoked'
    /** The key that signed it, as multibase. */
    readonly key: string
    readonly list: number
    readonly index: number
    readonly createdAt: Date
    readonly revokedAt?: Date
  }[]
}

/** Which records to list; all that is given must hold. */
export interface RecordFilter {
  readonly reference?: string
  readonly job?: string
  readonly state?: IssuedRecord['state']
  /** At most so many, 100 unless given. */
  readonly limit?: number
}

/** Offers with their credentials, newest first. */
export async function listRecords(context: IssuerContext, filter: RecordFilter): Promise<IssuedRecord[]> {
  const conditions: SQL[] = []
  if (filter.reference !== undefined) {
    conditions.push(eq(offers.referenceIndex, context.seal.index(filter.reference, 'reference')))
  }
  if (filter.job !== undefined) conditions.push(eq(offers.job, filter.job))
  if (filter.state !== undefined) conditions.push(eq(offers.state, filter.state))
  const rows = await context.database
    .select()
    .from(offers)
    .where(and(...conditions))
    .orderBy(desc(offers.createdAt), offers.id)
    .limit(filter.limit ?? 100)
  const made = await credentialsOf(
    context,
    rows.map(({ id }) => id),
  )
  const templates = await listTemplates(context.database)
  const isBound = (offer: { readonly templateName: string; readonly templateVersion: number }) =>
    templates.some(
      ({ name, version, binding }) =>
        name === offer.templateName && version === offer.templateVersion && binding !== undefined,
    )
  return rows.map((offer) => ({
    id: offer.id,
    state: offer.state,
    template: { name: offer.templateName, version: offer.templateVersion },
    suite: offer.suite,
    bound: isBound(offer),
    ...(offer.sealedReference
      ? {
          reference: new TextDecoder().decode(
            context.seal.open(offer.sealedReference, offerPlace(offer.id, 'reference')),
          ),
        }
      : {}),
    ...(offer.job === null ? {} : { job: offer.job }),
    createdAt: offer.createdAt,
    expiresAt: offer.expiresAt,
    credentials: made.get(offer.id) ?? [],
  }))
}

async function credentialsOf(
  context: IssuerContext,
  offerIds: readonly string[],
): Promise<Map<string, IssuedRecord['credentials'][number][]>> {
  const rows = await context.database
    .select()
    .from(credentials)
    .where(and(inArray(credentials.offerId, [...offerIds]), ne(credentials.state, 'discarded')))
    .orderBy(credentials.createdAt, credentials.id)
  const byOffer = new Map<string, IssuedRecord['credentials'][number][]>()
  for (const row of rows) {
    if (row.state === 'discarded') continue
    const list = byOffer.get(row.offerId) ?? []
    byOffer.set(row.offerId, list)
    list.push({
      id: row.id,
      state: row.state,
      key: row.keyId,
      list: row.listNumber,
      index: row.listIndex,
      createdAt: row.createdAt,
      ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
    })
  }
  return byOffer
}
