import type { BindingParameters, OpenedRegistration } from '@velum/binding'
import { type BlsKeyPair, type Claims, issueBoundCredential, type Template } from '@velum/credential'
import { type BoundCredentials, refuse } from '@velum/exchange'
import { and, desc, eq, ne } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { credentialPlace, openCredential, registerCredential } from '../offers/sign-credential.ts'
import { isProfilePublished, publishProfiles } from '../profiles/publish-profiles.ts'
import { inOpenList } from '../status/draw-index.ts'
import { listUrl } from '../status/list-url.ts'
import { credentials, offers, sealedRecords } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { templateUrl } from '../templates/template-store.ts'
import { openClaims } from './applicant.ts'

interface BoundOrder {
  readonly offerId: string
  readonly template: Template
  /** Of the session: `0x…` or null. */
  readonly authority: string | null
  readonly parameters: BindingParameters
  readonly registration: OpenedRegistration
  readonly count: number
}

/** Signs the credentials of a registration whose record is stored already: each with a binding value and a handle of its own. Gives the
 *  same again when they were signed meanwhile.
 *  Throws ExchangeError 'issuer-not-ready' or 'credential-refused' (withdrawn). */
export async function signBound(context: IssuerContext, order: BoundOrder): Promise<BoundCredentials> {
  const { offerId } = order
  await inOpenList(context, (list) =>
    context.database.transaction(async (tx) => {
      const [offer] = await tx.select().from(offers).where(eq(offers.id, offerId)).for('update')
      if (offer?.state === 'collected') return
      if (offer?.state !== 'claimed' || !offer.sealedClaims) throw refuse('credential-refused')
      const key = await context.keyRing.credentialKey(tx)
      // It may have been replaced since the profile was looked for.
      if (!(await isProfilePublished(tx, { ...order, key: key.publicKeyMultibase }))) {
        throw refuse('issuer-not-ready')
      }
      const claims = openClaims(context, offerId, offer.sealedClaims)
      for (let made = 0; made < order.count; made++) {
        await signOne(context, tx, { ...order, key, claims, list })
      }
      await tx.update(offers).set({ state: 'collected', sealedClaims: null }).where(eq(offers.id, offerId))
    }),
  )
  const bound = await readBound(context, offerId)
  if (!bound) throw refuse('credential-refused')
  context.report({ type: 'credential-collected', offer: offerId, count: bound.credentials.length })
  return bound
}

/** The credentials of an offer that are signed and still here, with its record; undefined when there are none. */
export async function readBound(
  context: IssuerContext,
  offerId: string,
): Promise<BoundCredentials | undefined> {
  const rows = await context.database
    .select()
    .from(credentials)
    .where(and(eq(credentials.offerId, offerId), ne(credentials.state, 'discarded')))
    .orderBy(credentials.createdAt, credentials.id)
  const made = rows.flatMap(({ id, sealedCredential, sealedBinding }) =>
    sealedCredential && sealedBinding ? [{ id, sealedCredential, sealedBinding }] : [],
  )
  const [record] = await context.database
    .select({ address: sealedRecords.address, ciphertext: sealedRecords.ciphertext })
    .from(sealedRecords)
    .where(eq(sealedRecords.offerId, offerId))
    .orderBy(desc(sealedRecords.version))
    .limit(1)
  if (made.length === 0 || !record) return undefined
  return {
    credentials: made.map(({ id, sealedCredential }) => openCredential(context, id, sealedCredential)),
    bindings: made.map(({ id, sealedBinding }) => context.seal.open(sealedBinding, bindingPlace(id))),
    record,
  }
}

/** Waits for nothing: a wallet could not check a credential whose profile is not on the chain, so that one is brought there first.
 *  Throws ExchangeError 'issuer-not-ready'. */
export async function requireProfile(
  context: IssuerContext,
  wanted: { readonly template: Template; readonly authority: string | null },
): Promise<void> {
  const { database, keyRing } = context
  const isPublished = async () => {
    const { publicKeyMultibase: key } = await keyRing.credentialKey(database)
    return isProfilePublished(database, { ...wanted, key })
  }
  if (await isPublished()) return
  try {
    await publishProfiles(context)
  } catch (cause) {
    throw refuse('issuer-not-ready', { cause })
  }
  if (!(await isPublished())) throw refuse('issuer-not-ready')
}

async function signOne(
  context: IssuerContext,
  tx: Queries,
  order: BoundOrder & { readonly key: BlsKeyPair; readonly claims: Claims; readonly list: number },
): Promise<void> {
  const { template, authority, key, claims, offerId, list, registration } = order
  const keyId = key.publicKeyMultibase
  const { id, place } = await registerCredential(context, tx, { template, offerId, keyId, list })
  const { credential, binding, handle } = await issueBoundCredential({
    template,
    templateUrl: templateUrl(context.url, template),
    claims,
    issuer: context.did,
    key,
    status: { listUrl: listUrl(context.url, place.list), index: place.index },
    resolver: context.signingResolver.forKey(keyId),
    random: context.random,
    chainId: context.chain.deployment.chainId,
    authority,
    commitment: registration.commitment,
  })
  const bytes = new TextEncoder().encode(JSON.stringify(credential))
  // The store refuses a handle that was ever used, and with it all that this transaction made.
  await tx
    .update(credentials)
    .set({
      handle,
      sealedCredential: context.seal.seal(bytes, credentialPlace(id)),
      sealedBinding: context.seal.seal(binding, bindingPlace(id)),
    })
    .where(eq(credentials.id, id))
}

function bindingPlace(id: string): string {
  return `credentials:${id}:binding`
}
