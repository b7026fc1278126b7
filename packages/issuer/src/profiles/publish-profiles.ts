import { type Template, templateHash, templateProfile } from '@velum/credential'
import { RegistryError } from '@velum/registry'
import { and, asc, eq, isNull, ne } from 'drizzle-orm'
import { readAuthority } from '../authority/issuer-authority.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { sendChange } from '../keys/send-change.ts'
import { withLease } from '../store/lease.ts'
import { keys, profiles } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { findTemplate, listTemplates, templateUrl } from '../templates/template-store.ts'

/** How long a signed publication may wait for its block. */
const changeLifetimeMilliseconds = 10 * 60_000

/** Brings the profile of every bound template, for the key and the authority that count now, to the chain. Stored before it is sent:
 *  whatever was interrupted, the next call sends it, and sends nothing that is there.
 *  Throws IssuerError 'publication-failed'. */
export async function publishProfiles(context: IssuerContext): Promise<void> {
  await storeProfiles(context)
  const waiting = () =>
    context.database
      .select()
      .from(profiles)
      .where(eq(profiles.state, 'publishing'))
      .orderBy(asc(profiles.createdAt))
  if ((await waiting()).length === 0) return
  await withLease(context, 'profiles', async () => {
    for (const profile of await waiting()) await publishProfile(context, profile)
  }).catch((cause: unknown) => {
    if (!(cause instanceof RegistryError)) throw cause
    throw new IssuerError(
      'publication-failed',
      `The profile of a template is stored but not on the chain yet: ${cause.message} The running service tries again by itself.`,
      { cause },
    )
  })
}

/** Whether wallets find the profile that a credential signed now must fit. */
export async function isProfilePublished(
  queries: Queries,
  wanted: {
    readonly template: Pick<Template, 'name' | 'version'>
    readonly key: string
    readonly authority: string | null
  },
): Promise<boolean> {
  const { template, key, authority } = wanted
  const found = await queries
    .select({ hash: profiles.hash })
    .from(profiles)
    .where(
      and(
        eq(profiles.templateName, template.name),
        eq(profiles.templateVersion, template.version),
        eq(profiles.keyId, key),
        authority === null ? isNull(profiles.authority) : eq(profiles.authority, authority),
        eq(profiles.state, 'published'),
      ),
    )
  return found.length > 0
}

/** Writes down the profiles that there should be. */
async function storeProfiles(context: IssuerContext): Promise<void> {
  const { database, did, chain, now } = context
  const [key] = await database
    .select({ id: keys.id })
    .from(keys)
    .where(and(eq(keys.kind, 'credential'), eq(keys.state, 'active')))
  if (!key) return
  const authority = await readAuthority(database)
  const isOfAuthority = authority === null ? isNull(profiles.authority) : eq(profiles.authority, authority)
  for (const template of await listTemplates(database)) {
    if (template.binding === undefined) continue
    const { document, hash } = templateProfile({
      template,
      templateUrl: templateUrl(context.url, template),
      issuerKey: key.id,
      chainId: chain.deployment.chainId,
      issuer: did,
      authority,
      withStatus: true,
    })
    await database
      .insert(profiles)
      .values({
        hash,
        templateName: template.name,
        templateVersion: template.version,
        keyId: key.id,
        authority,
        state: 'publishing',
        document,
        createdAt: now(),
      })
      .onConflictDoNothing()
    // One that names an earlier address of this issuer is not published again.
    const { name, version } = template
    const isOfTemplate = and(eq(profiles.templateName, name), eq(profiles.templateVersion, version))
    await database
      .delete(profiles)
      .where(and(isOfTemplate, eq(profiles.keyId, key.id), isOfAuthority, ne(profiles.hash, hash)))
  }
}

/** Has the profiles that count now published again where the chain no longer has them: a reorganisation took them back.
 *  Throws RegistryError. */
export async function reconcileProfiles(context: IssuerContext): Promise<void> {
  const { chain, database, address } = context
  for (const { hash, templateName: name, templateVersion: version } of await wantedProfiles(context)) {
    const template = await findTemplate(database, { name, version })
    const current = await chain.trustRegistry.template({
      identity: address,
      templateHash: templateHash(template),
    })
    if (current && Buffer.from(current.profileHash).equals(hash)) continue
    await database.update(profiles).set({ state: 'publishing' }).where(eq(profiles.hash, hash))
  }
}

/** Has the profiles of the authority that counts now become the current ones, also those that were before. */
export async function renewProfiles(context: IssuerContext): Promise<void> {
  for (const { hash } of await wantedProfiles(context)) {
    await context.database.update(profiles).set({ state: 'publishing' }).where(eq(profiles.hash, hash))
  }
}

/** The stored profiles for the key and the authority that count now. */
async function wantedProfiles(context: IssuerContext): Promise<(typeof profiles.$inferSelect)[]> {
  const { database } = context
  const authority = await readAuthority(database)
  const rows = await database
    .select({ profile: profiles })
    .from(profiles)
    .innerJoin(keys, and(eq(keys.id, profiles.keyId), eq(keys.state, 'active')))
    .where(authority === null ? isNull(profiles.authority) : eq(profiles.authority, authority))
  return rows.map(({ profile }) => profile)
}

async function publishProfile(context: IssuerContext, profile: typeof profiles.$inferSelect): Promise<void> {
  const { chain, address, keyRing, database, now } = context
  const template = await findTemplate(database, {
    name: profile.templateName,
    version: profile.templateVersion,
  })
  const account = await keyRing.controller(database)
  const subject = { identity: address, templateHash: templateHash(template) }
  const current = await chain.trustRegistry.template(subject)
  if (!current || !Buffer.from(current.profileHash).equals(profile.hash)) {
    const change = await chain.trustRegistry.signPublishTemplate({
      ...subject,
      profile: profile.document,
      account,
      deadline: new Date(now().getTime() + changeLifetimeMilliseconds),
    })
    await sendChange(chain, { change, account })
  }
  await database.update(profiles).set({ state: 'published' }).where(eq(profiles.hash, profile.hash))
  const { name, version } = template
  context.report({ type: 'profile-published', template: name, version })
}
