import type { LocalizedText, Random } from '@velum/credential'
import { createDidResolver, parseDid, parseEthrDid } from '@velum/did'
import type { Chain } from '@velum/registry'
import { setAuthority, showAuthority } from './authority/set-authority.ts'
import { checkRows } from './bulk/check-rows.ts'
import { issueRows } from './bulk/issue-rows.ts'
import { jobOffers } from './bulk/job-offers.ts'
import type { Issuer } from './issuer.ts'
import type { IssuerContext } from './issuer-context.ts'
import { IssuerError } from './issuer-error.ts'
import type { IssuerEvent } from './issuer-event.ts'
import { createKeyRing } from './keys/key-ring.ts'
import { listKeys } from './keys/list-keys.ts'
import { rotateKey } from './keys/rotate-key.ts'
import { createSigningResolver } from './keys/signing-resolver.ts'
import type { Stretching } from './keys/stretching.ts'
import { openWrappedKey } from './keys/wrapped-key.ts'
import { listLosses } from './loss/list-losses.ts'
import { reportLoss } from './loss/report-loss.ts'
import { createOffer, defaultOfferLifetimeSeconds } from './offers/create-offer.ts'
import { listRecords } from './offers/list-records.ts'
import { renewOffer } from './offers/renew-offer.ts'
import { drawId } from './offers/secret-code.ts'
import { publishProfiles } from './profiles/publish-profiles.ts'
import { anchorRecords } from './records/anchor-records.ts'
import { proveRecords } from './records/prove-records.ts'
import { publishCiphertexts } from './records/publish-ciphertexts.ts'
import { reconcileBatches } from './records/send-batch.ts'
import { setPublishing, summariseRecords } from './records/summarise-records.ts'
import { verifyRecords } from './records/verify-records.ts'
import { createHandler } from './service/create-handler.ts'
import { renewLists } from './status/renew-lists.ts'
import { revoke } from './status/revoke.ts'
import { settle, upkeep } from './status/upkeep.ts'
import { clearLeases } from './store/lease.ts'
import { identity } from './store/schema.ts'
import type { Store } from './store/store.ts'
import { addTemplate, findTemplate, listTemplates } from './templates/template-store.ts'

export interface OpenIssuerOptions {
  readonly store: Store
  readonly chain: Chain
  readonly passphrase: string
  readonly fetch: typeof fetch
  readonly now: () => Date
  readonly random: Random
  /** How long a sealed record waits for others before `upkeep` anchors their batch; ten minutes unless given. */
  readonly anchorAfterSeconds?: number
  /** Hears what happens; nothing secret is in it. */
  readonly report?: (event: IssuerEvent) => void
}

const defaultAnchorAfterSeconds = 10 * 60
const defaultBulkLifetimeSeconds = 30 * 24 * 60 * 60

/** Opens the issuer of a store. Asks neither the chain nor anyone else.
 *  Throws IssuerError 'not-initialised', 'wrong-passphrase', or 'chain-changed' when the store belongs to another
 *  chain than the deployment's. */
export async function openIssuer(options: OpenIssuerOptions): Promise<Issuer> {
  const context = await openContext(options)
  if (context.store.kind === 'folder') await clearLeases(context)
  const { database } = context
  return {
    did: context.did,
    url: context.url,
    name: context.name,
    async addTemplate(draft) {
      const added = await addTemplate(database, { draft, now: context.now })
      if (added.template.binding !== undefined) await publishProfiles(context)
      return added
    },
    listTemplates: () => listTemplates(database),
    findTemplate: (wanted) => findTemplate(database, wanted),
    createOffer: (request) => createOffer(context, request),
    renewOffer: ({ id, lifetimeSeconds = defaultOfferLifetimeSeconds }) =>
      renewOffer(context, { id, lifetimeSeconds }),
    checkRows: ({ template, rows }) => checkRows(template, rows),
    issueRows: ({ lifetimeSeconds = defaultBulkLifetimeSeconds, ...bulk }) =>
      issueRows(context, { lifetimeSeconds, ...bulk }),
    jobOffers: (job) => jobOffers(context, job),
    listRecords: (filter) => listRecords(context, filter),
    revoke: (target) => revoke(context, target),
    listKeys: () => listKeys(database),
    async rotateKey(rotation) {
      const rotated = await rotateKey(context, rotation)
      await publishProfiles(context)
      if (rotation.kind === 'status') await renewLists(context, 'always')
      return rotated
    },
    authority: () => showAuthority(context),
    setAuthority: (id) => setAuthority(context, id),
    setPublishing: (publishes) => setPublishing(context, publishes),
    summariseRecords: () => summariseRecords(context),
    async anchorRecords() {
      await reconcileBatches(context, { all: true })
      const anchored = await anchorRecords(context, 'all')
      return { anchored, published: await publishCiphertexts(context) }
    },
    proveRecords: (reference) => proveRecords(context, reference),
    verifyRecords: () => verifyRecords(context),
    reportLoss: (report) => reportLoss(context, report),
    listLosses: (limit = 100) => listLosses(context, limit),
    settle: () => settle(context),
    upkeep: () => upkeep(context),
    handle: createHandler(context),
  }
}

async function openContext(options: OpenIssuerOptions): Promise<IssuerContext> {
  const { store, chain, passphrase, fetch, now, random, report = () => undefined } = options
  const [row] = await store.database.select().from(identity)
  if (!row)
    throw new IssuerError('not-initialised', 'There is no issuer in this store yet. Run `init` first.')
  const { deployment } = chain
  const { chainId, contracts } = deployment
  if (
    row.chainId !== chainId ||
    row.firstBlockHash !== deployment.firstBlockHash ||
    row.statusRegistry !== contracts.statusRegistry
  ) {
    throw new IssuerError(
      'chain-changed',
      'This store belongs to another chain, or the chain was set up anew after the store. Use the deployment that the issuer was made with, or a new folder.',
    )
  }
  const wrappedKey = { stretching: row.stretching as Stretching, wrapped: row.wrappedKey }
  const seal = await openWrappedKey({ wrappedKey, passphrase, random })
  const resolver = createDidResolver({
    networks: [{ chainId, registryAddress: contracts.didRegistry, provider: chain.provider }],
    fetch,
  })
  const did = parseDid(row.did)
  const name: LocalizedText = { en: row.nameEn, zh: row.nameZh }
  return {
    store,
    database: store.database,
    chain,
    resolver,
    signingResolver: createSigningResolver(resolver),
    did,
    address: parseEthrDid(did).address,
    url: row.url,
    name,
    seal,
    keyRing: createKeyRing(seal),
    anchorAfterSeconds: options.anchorAfterSeconds ?? defaultAnchorAfterSeconds,
    process: drawId(random),
    now,
    random,
    report,
  }
}
