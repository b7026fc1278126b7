import type { Eip1193Provider } from '@velum/did'
import type { Account } from './account.ts'
import type { Hex } from './address.ts'
import type { Deployment } from './deployment.ts'
import { createDidRegistry, type DidRegistry } from './did-registry.ts'
import { quantity } from './event-log.ts'
import { createJsonRpc } from './json-rpc.ts'
import { RegistryError } from './registry-error.ts'
import { relayChange } from './relayer-client.ts'
import type { SignedChange } from './signed-change.ts'
import { createStatusRegistry, type StatusRegistry } from './status-registry.ts'
import { type Receipt, sendTransaction, waitForReceipt } from './transaction.ts'

export interface ConnectChainOptions {
  deployment: Deployment
  /** Asks the chain's node and the relayer; the platform's own by default. */
  fetch?: typeof fetch
}

export interface SendOptions {
  /** Sends and pays for the change itself. Absent: the deployment's relayer does. */
  payer?: Account
  waitSeconds?: number
}

/** A block that a store remembers, to notice when the chain does not. */
export type RecordedBlock = Pick<Receipt, 'blockNumber' | 'blockHash'>

/** A chain and Velum's contracts on it. Connecting asks nothing: `checkGenesis` does. All functions reject with
 *  RegistryError 'chain-unreachable' when the node does not answer, and 'chain-closed' after `close`. */
export interface Chain {
  deployment: Deployment
  provider: Eip1193Provider
  didRegistry: DidRegistry
  statusRegistry: StatusRegistry
  /** Sends a signed change and waits until it is in a block. Throws RegistryError 'change-refused' (with `reason`),
   *  'change-pending', 'relayer-missing', 'relayer-unreachable', 'too-many-changes', 'payer-unfunded'. */
  send(change: SignedChange, options?: SendOptions): Promise<Receipt>
  /** Checks that this is the chain of the deployment and that it still has the recorded block. Throws RegistryError
   *  'chain-changed' when not: the chain was set up anew or reorganised, and what was stored about it is void. */
  checkGenesis(recorded?: RecordedBlock): Promise<void>
  close(): void
}

export function connectChain({ deployment, fetch = globalThis.fetch }: ConnectChainOptions): Chain {
  const { chainId } = deployment
  const closing = new AbortController()
  const provider = createJsonRpc({ url: deployment.rpcUrl, fetch, signal: closing.signal })

  async function hashOfBlock(blockNumber: number): Promise<Hex | undefined> {
    const block = await provider.request({
      method: 'eth_getBlockByNumber',
      params: [quantity(blockNumber), false],
    })
    return (block as { hash: Hex } | null)?.hash
  }

  return {
    deployment,
    provider,
    didRegistry: createDidRegistry(deployment, provider),
    statusRegistry: createStatusRegistry(deployment, provider),

    async send(change, { payer, ...wait } = {}) {
      if (payer) {
        const transactionHash = await sendTransaction({
          provider,
          chainId,
          account: payer,
          to: change.contract,
          data: change.data,
        })
        return receiptOf(await waitForReceipt({ provider, transactionHash, ...wait }))
      }
      const { relayerUrl } = deployment
      if (relayerUrl === undefined) {
        throw new RegistryError(
          'relayer-missing',
          'This deployment has no relayer: name an account that pays.',
        )
      }
      const transactionHash = await relayChange({ relayerUrl, change, fetch })
      return receiptOf(await waitForReceipt({ provider, transactionHash, ...wait }))
    },

    async checkGenesis(recorded) {
      if (Number(await provider.request({ method: 'eth_chainId' })) !== chainId) {
        throw changed(`the node is on another chain than ${chainId}`)
      }
      if ((await hashOfBlock(deployment.firstBlock)) !== deployment.firstBlockHash) {
        throw changed('it is not the one that the contracts were put on')
      }
      for (const address of Object.values(deployment.contracts)) {
        const code = await provider.request({ method: 'eth_getCode', params: [address, 'latest'] })
        if (code === '0x') throw changed(`it has no contract at ${address}`)
      }
      if (recorded && (await hashOfBlock(recorded.blockNumber)) !== recorded.blockHash) {
        throw changed(`it no longer has the block ${recorded.blockNumber} that was recorded`)
      }
    },

    close: () => closing.abort(),
  }
}

function receiptOf({ transactionHash, blockNumber, blockHash, gasUsed }: Receipt): Receipt {
  return { transactionHash, blockNumber, blockHash, gasUsed }
}

function changed(what: string): RegistryError {
  return new RegistryError(
    'chain-changed',
    `This is not the chain that the stored data belong to: ${what}. Restore the chain, or begin with empty stores.`,
  )
}
