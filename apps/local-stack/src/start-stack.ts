import { type IssuerService, startIssuerService } from '@velum/issuer-cli'
import type { Deployment } from '@velum/registry'
import { startServiceDemo } from '@velum/service-demo'
import { serveWallet } from '@velum/wallet/server'
import { requireNotRunning, startLocalChain } from './local-chain.ts'
import { type Part, type Ports, requireFreePorts } from './ports.ts'
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
  /** Stops every part, the last started first. */
  stop(): Promise<void>
}

/** Starts chain, relayer, issuer, wallet and demo service, in this order, or none of them.
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
    progress('chain', 'ready')
    progress('relayer', 'ready')
    const { deployment } = chain

    progress('issuer', 'starting')
    const issuer = await startIssuerService({
      dir: state.issuerFolder,
      deployment,
      url: urls.issuer,
      port: ports.issuer,
      passphrase: await state.secret('issuer-passphrase'),
      issuerName: { en: 'Harbour City Residents’ Office', zh: '港城居民事务处' },
      log,
    })
    running.push(() => issuer.close())
    progress('issuer', 'ready')

    progress('wallet', 'starting')
    const wallet = await serveWallet({ port: ports.wallet, config: { deployment } })
    running.push(() => wallet.close())
    progress('wallet', 'ready')

    progress('demo', 'starting')
    const demo = await startServiceDemo({
      port: ports.demo,
      url: urls.demo,
      walletUrl: urls.wallet,
      deployment,
      trustedIssuers: [issuer.did],
      dir: state.demoFolder,
    })
    running.push(() => demo.close())
    progress('demo', 'ready')

    return { urls, deployment, issuer, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
