import { serve } from '@hono/node-server'
import {
  type Chain,
  connectChain,
  createAccount,
  createRelayer,
  type Deployment,
  deployContracts,
  parseDeployment,
  RegistryError,
} from '@velum/registry'
import { type Anvil, startAnvil } from './anvil.ts'
import { StackError } from './stack-error.ts'
import type { StateFolder } from './state-folder.ts'

export interface LocalChain {
  readonly deployment: Deployment
  readonly chain: Chain
  /** Ends the relayer, then the node, which writes its state first. */
  stop(): Promise<void>
}

export interface LocalChainOptions {
  readonly state: StateFolder
  readonly chainPort: number
  readonly relayerPort: number
}

/** Starts the node, deploys the contracts when they are not there yet, and starts the relayer.
 *  Throws StackError 'chain-did-not-start' or 'chain-younger-than-stores'. */
export async function startLocalChain({
  state,
  chainPort,
  relayerPort,
}: LocalChainOptions): Promise<LocalChain> {
  const anvil = await startAnvil({ port: chainPort, stateFile: state.chainFile })
  try {
    const secretKey = Buffer.from(await state.secret('relayer-key'), 'hex')
    const deployment = {
      ...((await knownDeployment(state, anvil)) ?? (await deploy({ state, anvil, secretKey }))),
      rpcUrl: anvil.rpcUrl,
      relayerUrl: `http://localhost:${relayerPort}`,
    }
    await state.writeDeployment(deployment)
    const chain = connectChain({ deployment })
    const relayer = createRelayer({ chain, secretKey })
    const server = serve({ fetch: (request) => relayer.handle(request), port: relayerPort })
    return {
      deployment,
      chain,
      async stop() {
        await new Promise((resolve) => server.close(resolve))
        chain.close()
        await anvil.stop()
      },
    }
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

/** Two nodes over one file would lose what the other wrote. Throws StackError 'already-running' when the node of
 *  this folder answers at the address of its last start. */
export async function requireNotRunning(state: StateFolder): Promise<void> {
  const json = await state.readDeployment()
  if (json === undefined) return
  const deployment = parseDeployment(json)
  const chain = connectChain({ deployment })
  const answers = await chain.checkGenesis().then(
    () => true,
    () => false,
  )
  chain.close()
  if (!answers) return
  throw new StackError(
    'already-running',
    `This stack runs already, with its node at ${deployment.rpcUrl}. Stop it with Ctrl-C where it was started, ` +
      'or start a second one with a folder and ports of its own: VELUM_STATE_DIR and VELUM_<PART>_PORT.',
  )
}

/** The deployment of an earlier start, if this is still its chain. */
async function knownDeployment(state: StateFolder, anvil: Anvil): Promise<Deployment | undefined> {
  const json = await state.readDeployment()
  if (json === undefined) return undefined
  const deployment = { ...parseDeployment(json), rpcUrl: anvil.rpcUrl }
  const chain = connectChain({ deployment })
  try {
    await chain.checkGenesis()
    return deployment
  } catch (cause) {
    if (cause instanceof RegistryError && cause.code === 'chain-changed') throw younger(state, cause)
    throw cause
  } finally {
    chain.close()
  }
}

function younger(state: StateFolder, cause: RegistryError): StackError {
  return new StackError(
    'chain-younger-than-stores',
    'The local chain is younger than what the issuer, the demo service and your wallet remember: its file ' +
      `(${state.chainFile}) was lost or replaced. Put the old file back, or begin anew by deleting its folder; ` +
      'credentials that were issued on the old chain are then void, so reset the wallet too.',
    { cause },
  )
}

async function deploy(options: {
  state: StateFolder
  anvil: Anvil
  secretKey: Uint8Array
}): Promise<Deployment> {
  const { anvil, secretKey } = options
  await fund(anvil.rpcUrl, secretKey)
  return deployContracts({ rpcUrl: anvil.rpcUrl, secretKey, name: 'Velum on this machine' })
}

/** Gives the relayer a balance that no test and no demo uses up. The local node alone allows this. */
async function fund(rpcUrl: string, secretKey: Uint8Array): Promise<void> {
  const { address } = createAccount(secretKey)
  await callNode(rpcUrl, 'anvil_setBalance', [address, `0x${(10n ** 24n).toString(16)}`])
}

async function callNode(rpcUrl: string, method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (answer.error)
    throw new StackError('chain-did-not-start', `The local node refused ${method}: ${answer.error.message}`)
  return answer.result
}
