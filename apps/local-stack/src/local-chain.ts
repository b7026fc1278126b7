import { serve } from '@hono/node-server'
import {
  type Account,
  type Chain,
  type ContractName,
  checkDeployment,
  connectChain,
  createAccount,
  createRelayer,
  type Deployment,
  deployContracts,
  type EarlierDeployment,
  parseEarlierDeployment,
  RegistryError,
} from '@velum/registry'
import { type Anvil, startAnvil } from './anvil.ts'
import { secretKey } from './secret-key.ts'
import { StackError } from './stack-error.ts'
import type { StateFolder } from './state-folder.ts'

export interface LocalChain {
  readonly deployment: Deployment
  readonly chain: Chain
  /** Accredits, registers and recognises on this chain. */
  readonly operator: Account
  /** Gives an account a balance that no test and no demo uses up. The local node alone allows this. */
  fund(address: string): Promise<void>
  /** Ends the relayer, then the node, which writes its state first. */
  stop(): Promise<void>
}

export interface LocalChainOptions {
  readonly state: StateFolder
  readonly chainPort: number
  readonly relayerPort: number
}

/** Starts the node, deploys the contracts that are not there yet (all, or what an earlier version did not know), and
 *  starts the relayer. Throws StackError 'chain-did-not-start' or 'chain-younger-than-stores'. */
export async function startLocalChain({
  state,
  chainPort,
  relayerPort,
}: LocalChainOptions): Promise<LocalChain> {
  const anvil = await startAnvil({ port: chainPort, stateFile: state.chainFile })
  try {
    const relayerKey = await secretKey(state, 'relayer-key')
    const operator = createAccount(await secretKey(state, 'operator-key'))
    const fund = giveCoins(anvil)
    for (const { address } of [createAccount(relayerKey), operator]) await fund(address)
    const deployment = {
      ...(await deployMissing({ state, anvil, payerKey: relayerKey, operator })),
      relayerUrl: `http://localhost:${relayerPort}`,
    }
    await state.writeDeployment(deployment)
    const chain = connectChain({ deployment })
    const relayer = createRelayer({ chain, secretKey: relayerKey })
    const server = serve({ fetch: (request) => relayer.handle(request), port: relayerPort })
    return {
      deployment,
      chain,
      operator,
      fund,
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
  const deployment = parseEarlierDeployment(json)
  const answers = await checkDeployment({ deployment }).then(
    () => true,
    () => false,
  )
  if (!answers) return
  throw new StackError(
    'already-running',
    `This stack runs already, with its node at ${deployment.rpcUrl}. Stop it with Ctrl-C where it was started, ` +
      'or start a second one with a folder and ports of its own: VELUM_STATE_DIR and VELUM_<PART>_PORT.',
  )
}

/** The deployment of the last start, with what it lacks put beside it; all contracts at the first start. */
async function deployMissing(options: {
  state: StateFolder
  anvil: Anvil
  payerKey: Uint8Array
  operator: Account
}): Promise<Deployment> {
  const { state, anvil, payerKey, operator } = options
  const json = await state.readDeployment()
  const earlier = json === undefined ? undefined : await stillThere(parseEarlierDeployment(json), anvil)
  try {
    return await deployContracts({
      rpcUrl: anvil.rpcUrl,
      secretKey: payerKey,
      name: 'Velum on this machine',
      administrator: operator.address,
      ...(earlier && { earlier }),
    })
  } catch (cause) {
    if (cause instanceof RegistryError && cause.code === 'chain-changed') throw younger(state, cause)
    throw cause
  }
}

/** Leaves out what a later version put on the chain and the chain lost: the node writes its state every second, and a
 *  machine can stop in between. Without the first two contracts it is another chain, and that is noticed after this. */
async function stillThere(earlier: EarlierDeployment, { rpcUrl }: Anvil): Promise<EarlierDeployment> {
  const { didRegistry, statusRegistry, ...later } = earlier.contracts
  const kept: EarlierDeployment['contracts'] = { didRegistry, ...(statusRegistry && { statusRegistry }) }
  for (const [name, address] of Object.entries(later)) {
    const code = await callNode(rpcUrl, 'eth_getCode', [address, 'latest'])
    if (code !== '0x') kept[name as ContractName] = address
  }
  return { ...earlier, contracts: kept }
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

function giveCoins({ rpcUrl }: Anvil): LocalChain['fund'] {
  return async (address) => {
    await callNode(rpcUrl, 'anvil_setBalance', [address, `0x${(10n ** 24n).toString(16)}`])
  }
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
