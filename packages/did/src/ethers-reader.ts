import type { getResolver } from 'ethr-did-resolver'
import type { Eip1193Provider } from './eip1193-provider.ts'

type LibraryProvider = NonNullable<
  Extract<Parameters<typeof getResolver>[0], { networks?: unknown }>['provider']
>

export interface EthersReader {
  /** What ethr-did-resolver takes for a provider of ethers. */
  provider: LibraryProvider
  /** What the chain's provider rejected with, if it did. */
  failure(): unknown
  /** Whether a call went to an address without code. */
  registryMissing(): boolean
}

interface RpcLog {
  address: string
  topics: string[]
  data: string
  blockNumber: string
}

/** The few functions of an ethers provider that ethr-did-resolver calls, over an EIP-1193 one. ethers itself has
 *  such an adapter, but would come into the bundle a second time with it, and its types do not fit: a library in
 *  CommonJS sees other declarations than we do. This is the one place with a cast for that. */
export function createEthersReader(chain: Eip1193Provider): EthersReader {
  let failure: unknown
  let registryMissing = false

  async function request(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await chain.request({ method, params })
    } catch (error) {
      failure = error
      throw error
    }
  }

  const provider = {
    async call(call: { to: string; data: string; blockTag?: unknown }): Promise<string> {
      const result = (await request('eth_call', [
        { to: call.to, data: call.data },
        tag(call.blockTag),
      ])) as string
      if (result === '0x') registryMissing = true
      return result
    },

    async getLogs(filter: { address: string; topics: unknown[]; fromBlock: bigint; toBlock: bigint }) {
      const { address, topics } = filter
      const range = { fromBlock: tag(filter.fromBlock), toBlock: tag(filter.toBlock) }
      const logs = (await request('eth_getLogs', [{ address, topics, ...range }])) as RpcLog[]
      return logs.map((log) => ({ ...log, blockNumber: Number(log.blockNumber) }))
    },

    async getBlock(block: number) {
      const found = (await request('eth_getBlockByNumber', [tag(block), false])) as {
        number: string
        timestamp: string
      } | null
      return found && { number: Number(found.number), timestamp: Number(found.timestamp) }
    },
  }

  // ethers asks a contract's runner for its provider; here both are one.
  const runner: unknown = Object.assign(provider, { provider })
  return {
    provider: runner as LibraryProvider,
    failure: () => failure,
    registryMissing: () => registryMissing,
  }
}

function tag(block: unknown): string {
  return typeof block === 'number' || typeof block === 'bigint' ? `0x${block.toString(16)}` : 'latest'
}
