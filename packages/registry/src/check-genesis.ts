import type { Eip1193Provider } from '@velum/did'
import type { Hex } from './address.ts'
import type { EarlierDeployment } from './deployment.ts'
import { quantity } from './event-log.ts'
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
