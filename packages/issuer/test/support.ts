import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import {
  checkStatus,
  createEd25519KeyPair,
  parseCredential,
  residentIdTemplate,
  type StatusOutcome,
} from '@velum/credential'
import { createDidResolver, type DidResolver, parseEthrDid } from '@velum/did'
import { fetchIssuerMetadata, parseCredentialOffer, requestCredentials, requestToken } from '@velum/exchange'
import { type Chain, statusListId } from '@velum/registry'
import { serve } from '../../../e2e/support/chain.ts'
import {
  createIssuer,
  type Issuer,
  type IssuerEvent,
  openIssuer,
  openStore,
  type Store,
} from '../src/index.ts'
import { emptyFolder } from './empty-folder.ts'

export const random = (length: number) => new Uint8Array(randomBytes(length))
export const passphrase = 'correct horse battery staple'
export const name = { en: 'Harbour City', zh: '海港市' }

/** An issuer on a new folder store, served over HTTP, with the template "Resident ID". */
export interface TestIssuer {
  issuer: Issuer
  store: Store
  readonly folder: string
  readonly events: IssuerEvent[]
  /** Set it to travel in time. */
  readonly clock: { offsetMilliseconds: number }
  /** Opens the folder again after its store was closed, served at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startTestIssuer(options: {
  readonly chain: Chain
  readonly databaseUrl?: string
  /** The opening authority. */
  readonly authority?: string
  readonly anchorAfterSeconds?: number
  /** Stands between the issuer and its store. */
  readonly throughStore?: (store: Store) => Store
}): Promise<TestIssuer> {
  const {
    chain,
    databaseUrl,
    authority,
    anchorAfterSeconds = 0,
    throughStore = (store: Store) => store,
  } = options
  const folder = await emptyFolder()
  const open = () => openStore(databaseUrl === undefined ? { dataDir: folder } : { databaseUrl })
  const events: IssuerEvent[] = []
  const clock = { offsetMilliseconds: 0 }
  const store = await open()
  const server = await serve((request) => setup.issuer.handle(request))
  const common = {
    chain,
    passphrase,
    fetch,
    anchorAfterSeconds,
    now: () => new Date(Date.now() + clock.offsetMilliseconds),
    random,
    report: (event: IssuerEvent) => void events.push(event),
  }
  const issuer = await createIssuer({
    ...common,
    store: throughStore(store),
    url: server.url,
    name,
    ...(authority === undefined ? {} : { authority }),
  })
  await issuer.addTemplate(residentIdTemplate)
  const setup: TestIssuer = {
    issuer,
    store,
    folder,
    events,
    clock,
    async restart() {
      setup.store = await open()
      setup.issuer = await openIssuer({ ...common, store: throughStore(setup.store) })
    },
    async stop() {
      await server.close()
      await setup.store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return setup
}

/** Opens the issuer of a folder again, as after a restart. */
export async function reopen(options: {
  readonly dataDir: string
  readonly chain: Chain
}): Promise<{ issuer: Issuer; store: Store }> {
  const store = await openStore({ dataDir: options.dataDir })
  const issuer = await openIssuer({
    store,
    chain: options.chain,
    passphrase,
    fetch,
    now: () => new Date(),
    random,
  })
  return { issuer, store }
}

/** What a wallet does with an offer's link. */
export async function claim(options: {
  readonly link: string
  readonly txCode: string
  readonly count?: number
  readonly now?: () => Date
}): Promise<unknown[]> {
  const { link, txCode, count = 1, now = () => new Date() } = options
  const offer = await parseCredentialOffer({ link, fetch })
  const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
  const accessToken = await requestToken({ offer, metadata, txCode, fetch, now })
  const keys = await Promise.all(Array.from({ length: count }, () => createEd25519KeyPair({ random })))
  return requestCredentials({
    metadata,
    accessToken,
    configurationId: offer.configurationIds[0] ?? '',
    keys,
    fetch,
    now,
  })
}

/** Resolves issuers as a wallet or verifier does. */
export function resolverOf(chain: Chain): DidResolver {
  const { chainId, contracts } = chain.deployment
  const registryAddress = contracts.didRegistry
  return createDidResolver({ networks: [{ chainId, registryAddress, provider: chain.provider }], fetch })
}

/** What a verifier finds out about a credential's status from the chain and the served list. */
export async function statusOf(
  credential: unknown,
  chain: Chain,
  now: () => Date = () => new Date(),
): Promise<StatusOutcome> {
  const { credentialStatus, issuer } = parseCredential(credential)
  if (!credentialStatus) throw new Error('the credential has no status')
  return checkStatus({
    entry: credentialStatus,
    issuer,
    resolver: resolverOf(chain),
    now,
    statusSource: {
      fetchList: async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      readAnchor: ({ issuer, listUrl }) =>
        chain.statusRegistry.read({ identity: parseEthrDid(issuer).address, listId: statusListId(listUrl) }),
    },
  })
}
