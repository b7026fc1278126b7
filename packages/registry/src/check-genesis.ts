import type { Eip1193Provider } from '@velum/did'
import type { Hex } from './address.ts'
import type { EarlierDeployment } from './deployment.ts'
import { quantity } from './event-log.ts'
import { createJsonRpc } from './json-rpc.ts'
import { RegistryError } from './registry-error.ts'
import type { Receipt } from './transaction.ts'

/** A block that a store remembers, to notice when the chain does not. */
export type RecordedBlock = Pick<Receipt, 'blockNumber' | 'blockHash'>

export interface CheckGenesisOptions {
  provider: Eip1193Provider
  deployment: EarlierDeployment
  recorded?: RecordedBlock | undefined
}

/** Checks that the provider's chain is the deployment's, with its contracts and the recorded block. Throws
 *  RegistryError 'chain-changed' when not. */
export async function checkGenesis({ provider, deployment, recorded }: CheckGenesisOptions): Promise<void> {
  const { chainId, firstBlock, firstBlockHash, contracts } = deployment

  if (Number(await provider.request({ method: 'eth_chainId' })) !== chainId) {
    throw changed(`the node is on another chain than ${chainId}`)
  }
  if ((await hashOfBlock(provider, firstBlock)) !== firstBlockHash) {
    throw changed('it is not the one that the contracts were put on')
  }
  for (const address of Object.values(contracts)) {
    const code = await provider.request({ method: 'eth_getCode', params: [address, 'latest'] })
    if (code === '0x') throw changed(`it has no contract at ${address}`)
  }
  if (recorded && (await hashOfBlock(provider, recorded.blockNumber)) !== recorded.blockHash) {
    throw changed(`it no longer has the block ${recorded.blockNumber} that was recorded`)
  }
}

export interface CheckDeploymentOptions {
  deployment: EarlierDeployment
  /** The platform's own by default. */
  fetch?: typeof fetch
}

/** Checks that the node at the deployment's address has the deployment's chain and contracts, as many as it names:
 *  for files of an earlier version, for which nothing can be connected yet. Throws RegistryError 'chain-changed',
 *  'chain-unreachable'. */
export async function checkDeployment(options: CheckDeploymentOptions): Promise<void> {
  const { deployment, fetch = globalThis.fetch } = options
  const { signal } = new AbortController()
  await checkGenesis({ provider: createJsonRpc({ url: deployment.rpcUrl, fetch, signal }), deployment })
}

async function hashOfBlock(provider: Eip1193Provider, blockNumber: number): Promise<Hex | undefined> {
  const block = await provider.request({
    method: 'eth_getBlockByNumber',
    params: [quantity(blockNumber), false],
  })
  return (block as { hash: Hex } | null)?.hash
}

function changed(what: string): RegistryError {
  return new RegistryError(
    'chain-changed',
    `This is not the chain that the stored data belong to: ${what}. Restore the chain, or begin with empty stores.`,
  )
}
