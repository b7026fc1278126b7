import type { Eip1193Provider } from '@velum/did'
import type { Account } from './account.ts'
import { checkGenesis, type RecordedBlock } from './check-genesis.ts'
import type { Deployment } from './deployment.ts'
import { createDidRegistry, type DidRegistry } from './did-registry.ts'
import { createEscrowRegistry, type EscrowRegistry } from './escrow-registry.ts'
import { createJsonRpc } from './json-rpc.ts'
import { createOpeningRegistry, type OpeningRegistry } from './opening-registry.ts'
import { RegistryError } from './registry-error.ts'
import { relayChange } from './relayer-client.ts'
import type { SignedChange } from './signed-change.ts'
import { createStatusRegistry, type StatusRegistry } from './status-registry.ts'
import { type Receipt, receiptOf, sendAndWait, waitForReceipt } from './transaction.ts'
import { createTrustRegistry, type TrustRegistry } from './trust-registry.ts'

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

/** A chain and Velum's contracts on it. Connecting asks nothing: `checkGenesis` does. All functions reject with
 *  RegistryError 'chain-unreachable' when the node does not answer, and 'chain-closed' after `close`. */
export interface Chain {
  deployment: Deployment
  provider: Eip1193Provider
  didRegistry: DidRegistry
  statusRegistry: StatusRegistry
  trustRegistry: TrustRegistry
  escrowRegistry: EscrowRegistry
  openingRegistry: OpeningRegistry
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

  return {
    deployment,
    provider,
    didRegistry: createDidRegistry(deployment, provider),
    statusRegistry: createStatusRegistry(deployment, provider),
    trustRegistry: createTrustRegistry(deployment, provider),
    escrowRegistry: createEscrowRegistry(deployment, provider),
    openingRegistry: createOpeningRegistry(deployment, provider),

    async send(change, { payer, ...wait } = {}) {
      if (payer) {
        const { contract: to, data } = change
        return sendAndWait({ provider, chainId, account: payer, to, data, ...wait })
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

    checkGenesis: (recorded) => checkGenesis({ provider, deployment, recorded }),
    close: () => closing.abort(),
  }
}
