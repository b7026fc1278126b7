import { boundResidentIdTemplate, type LocalizedText, residentIdTemplate } from '@velum/credential'
import {
  createIssuer,
  type Issuer,
  IssuerError,
  type IssuerEvent,
  openIssuer,
  openStore,
  type Store,
} from '@velum/issuer'
import { type Chain, connectChain, type Deployment } from '@velum/registry'
import { describeEvent } from './describe-event.ts'
import { platformRandom } from './desk/open-desk.ts'
import { keepDeployment } from './load-deployment.ts'
import { runService } from './run-service.ts'

/** On a chain of its own nothing is saved by waiting. */
const upkeepSeconds = 5

export interface IssuerServiceOptions {
  /** The folder of the store; made when absent. */
  readonly dir: string
  readonly deployment: Deployment
  /** The address that wallets use. It goes into every credential, so it stays the same over restarts. */
  readonly url: string
  /** 0 picks a free one; `url` must then be known some other way. */
  readonly port: number
  readonly passphrase: string
  readonly issuerName: LocalizedText
  /** The opening authority for whom records of bound credentials are sealed, `0x…`; as before when absent. */
  readonly authority?: string
  /** How long a sealed record waits for others before it is anchored; not at all unless given. */
  readonly anchorAfterSeconds?: number
  /** One plain line for each thing that happens; never a claim, a code or a key. */
  readonly log: (line: string) => void
}

export interface ServiceOffer {
  readonly offerUri: string
  /** What the holder types; tell it by another way than the link. */
  readonly txCode: string
  readonly expiresAt: Date
  /** The link that opens this wallet at the offer. */
  link(walletUrl: string): string
}

export interface IssuerService {
  readonly did: string
  readonly url: string
  readonly port: number
  /** Offers one credential; `template` is a name (newest version), such as `bound-resident-id`. */
  createOffer(options: {
    readonly template: string
    readonly claims: Readonly<Record<string, string | number | boolean>>
    readonly reference?: string
  }): Promise<ServiceOffer>
  /** Stops listening, finishes what runs and closes the store. */
  close(): Promise<void>
}

/** Starts an issuing service in this process: opens the store, makes an identity when there is none (keys, DID
 *  and both keys on the chain), adds both templates "Resident ID", the profile of the bound one on the chain, and
 *  serves wallets.
 *  Throws IssuerError 'store-in-use', 'wrong-passphrase', 'url-changed', 'chain-changed', 'authority-unknown' or RegistryError
 *  'chain-unreachable'; a taken port throws Node's EADDRINUSE. */
export async function startIssuerService(options: IssuerServiceOptions): Promise<IssuerService> {
  const { dir, deployment, url, port, passphrase, issuerName, authority, log } = options
  const { anchorAfterSeconds = 0 } = options
  await keepDeployment(dir, deployment)
  const store = await openStore({ dataDir: dir })
  const chain = connectChain({ deployment })
  const closeAll = async () => {
    chain.close()
    await store.close()
  }
  try {
    const issuer = await openOrCreate({
      store,
      chain,
      passphrase,
      url,
      name: issuerName,
      anchorAfterSeconds,
      log,
    })
    if (authority !== undefined) await issuer.setAuthority(authority)
    await issuer.addTemplate(residentIdTemplate)
    await issuer.addTemplate(boundResidentIdTemplate)
    const onUpkeepError = (error: unknown) => log(describeEvent({ type: 'upkeep-failed', error }))
    const service = await runService({
      issuer,
      store,
      dir,
      hostname: 'localhost',
      port,
      onUpkeepError,
      upkeepSeconds,
    })
    return {
      did: issuer.did,
      url: issuer.url,
      port: service.port,
      createOffer: (request) => issuer.createOffer(request),
      async close() {
        await service.close()
        await closeAll()
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openOrCreate(options: {
  readonly store: Store
  readonly chain: Chain
  readonly passphrase: string
  readonly url: string
  readonly name: LocalizedText
  readonly anchorAfterSeconds: number
  readonly log: (line: string) => void
}): Promise<Issuer> {
  const { log, url, name, ...parts } = options
  const common = {
    ...parts,
    fetch,
    now: () => new Date(),
    random: platformRandom,
    report: (event: IssuerEvent) => log(describeEvent(event)),
  }
  const issuer = await openIssuer(common).catch((error: unknown) => {
    if (error instanceof IssuerError && error.code === 'not-initialised') return undefined
    throw error
  })
  if (!issuer) return createIssuer({ ...common, url, name })
  if (issuer.url !== url.replace(/\/+$/, '')) {
    throw new IssuerError(
      'url-changed',
      `This store belongs to the issuer at ${issuer.url}, and its credentials name that address. Start it there, or begin with another folder.`,
    )
  }
  await issuer.settle()
  return issuer
}
