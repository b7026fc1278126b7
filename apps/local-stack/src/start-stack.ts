import { parseEthrDid } from '@velum/did'
import { type IssuerService, startIssuerService } from '@velum/issuer-cli'
import type { Deployment, Hex } from '@velum/registry'
import { type ServiceDemo, type ServiceId, startServiceDemo } from '@velum/service-demo'
import { serveWallet } from '@velum/wallet/server'
import { accreditIssuer, registerService } from './appoint.ts'
import { makeKeyFolder } from './key-folder.ts'
import { startLocalAuthority } from './local-authority.ts'
import { requireNotRunning, startLocalChain } from './local-chain.ts'
import { type Part, type Ports, requireFreePorts } from './ports.ts'
import { startLocalGuide } from './start-local-guide.ts'
import { openStateFolder } from './state-folder.ts'

export interface StackOptions {
  readonly ports: Ports
  /** Folder of everything that is kept from one start to the next. */
  readonly stateDir: string
  /** Called before a part starts, and again when it answers. */
  readonly onProgress?: (part: Part, state: 'starting' | 'ready') => void
  readonly log?: (line: string) => void
}

export interface Stack {
  readonly urls: Record<Part, string>
  readonly deployment: Deployment
  readonly issuer: IssuerService
  readonly services: Readonly<Record<'demo' | 'market', ServiceDemo>>
  /** Id of the opening authority, `0x…`. */
  readonly authority: Hex
  /** Stops every part, the last started first. */
  stop(): Promise<void>
}

/** Starts chain with its opening authority, relayer, issuer, wallet, both demo services and the guided demo, in this order,
 *  or none.
 *  Throws StackError, IssuerError or RegistryError with what to do. */
export async function startStack({
  ports,
  stateDir,
  onProgress,
  log = () => {},
}: StackOptions): Promise<Stack> {
  const state = await openStateFolder(stateDir)
  await requireNotRunning(state)
  await requireFreePorts(ports)
  const urls = Object.fromEntries(
    Object.entries(ports).map(([part, port]) => [part, `http://localhost:${port}`]),
  ) as Record<Part, string>
  const running: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end()
  }
  const progress = (part: Part, phase: 'starting' | 'ready') => onProgress?.(part, phase)

  try {
    progress('chain', 'starting')
    const chain = await startLocalChain({ state, chainPort: ports.chain, relayerPort: ports.relayer })
    running.push(() => chain.stop())
    const { deployment } = chain
    const authority = await startLocalAuthority(state, chain)
    progress('chain', 'ready')
    progress('relayer', 'ready')

    progress('issuer', 'starting')
    const issuer = await startIssuerService({
      dir: state.issuerFolder,
      deployment,
      url: urls.issuer,
      port: ports.issuer,
      passphrase: await state.secret('issuer-passphrase'),
      issuerName: { en: 'Harbour City Residents’ Office', zh: '港城居民事务处' },
      authority,
      log,
    })
    running.push(() => issuer.close())
    const { address: identity } = parseEthrDid(issuer.did)
    await accreditIssuer({ ...chain, identity, name: 'Harbour City Residents’ Office · 港城居民事务处' })
    progress('issuer', 'ready')

    progress('wallet', 'starting')
    const wallet = await serveWallet({ port: ports.wallet, config: { deployment } })
    running.push(() => wallet.close())
    progress('wallet', 'ready')

    const startService = async (part: 'demo' | 'market', service: ServiceId, dir: string) => {
      progress(part, 'starting')
      const demo = await startServiceDemo({
        service,
        port: ports[part],
        url: urls[part],
        walletUrl: urls.wallet,
        deployment,
        trustedIssuers: [issuer.did],
        authority,
        dir,
      })
      running.push(() => demo.close())
      const clientId = `decentralized_identifier:${demo.did}`
      await registerService({ ...chain, clientId, verifier: await makeKeyFolder(state, chain, part) })
      progress(part, 'ready')
      return demo
    }
    const services = {
      demo: await startService('demo', 'library', state.demoFolder),
      market: await startService('market', 'market', state.marketFolder),
    }

    progress('guide', 'starting')
    const guide = await startLocalGuide({
      ...{ state, local: chain, urls, port: ports.guide, authority, issuer },
      market: services.market,
    })
    running.push(() => guide.close())
    progress('guide', 'ready')

    return { urls, deployment, issuer, services, authority, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
