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
  /** Whether reading stopped because the history is larger than any honest one. */
  historyTooLarge(): boolean
}

interface RpcLog {
  address: string
  topics: string[]
  data: string
  blockNumber: string
  /** Not every node gives it. */
  blockTimestamp?: string
}

// `validTo` is the third word of both events that have one: DIDDelegateChanged and DIDAttributeChanged.
const validToStart = 2 + 2 * 64
const validToEnd = validToStart + 64

// Anybody can write as much as they pay for under a DID of their own and have it resolved. The library writes every value
// in base58, whose time grows with the square: 300 kB took minutes.
const limits = { changes: 1_000, bytesOfOne: 4_096, bytesOfAll: 131_072 }
const fixedBytes = 160

/** The few functions of an ethers provider that ethr-did-resolver calls, over an EIP-1193 one. ethers itself has
 *  such an adapter, but would come into the bundle a second time with it, and its types do not fit: a library in
 *  CommonJS sees other declarations than we do. This is the one place with a cast for that. */
export function createEthersReader(chain: Eip1193Provider): EthersReader {
  let failure: unknown
  let registryMissing = false
  let historyTooLarge = false
  const read = { changes: 0, bytes: 0 }

  function countAgainstLimits({ data }: RpcLog): void {
    const bytes = Math.max(0, (data.length - 2) / 2 - fixedBytes)
    read.changes += 1
    read.bytes += bytes
    historyTooLarge ||=
      bytes > limits.bytesOfOne || read.changes > limits.changes || read.bytes > limits.bytesOfAll
    if (historyTooLarge) throw new RangeError('The history of this DID is too large to be read.')
  }

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
      logs.forEach(countAgainstLimits)
      return Promise.all(
        logs.map(async (log) => ({
          ...log,
          data: await withoutSpentValidity(log),
          blockNumber: Number(log.blockNumber),
        })),
      )
    },

    getBlock,
  }

  async function getBlock(block: number) {
    const found = (await request('eth_getBlockByNumber', [tag(block), false])) as {
      number: string
      timestamp: string
    } | null
    return found && { number: Number(found.number), timestamp: Number(found.timestamp) }
  }

  /** A revocation is a validity that ends with its own block. The library compares the end with this machine's clock and
   *  counts the end itself in, so that a revoked key would stay for as long as the chain's clock is ahead. */
  async function withoutSpentValidity({ data, blockNumber, blockTimestamp }: RpcLog): Promise<string> {
    if (data.length < validToEnd) return data // a change of owner has no validity
    const at = blockTimestamp ?? (await getBlock(Number(blockNumber)))?.timestamp
    const validTo = BigInt(`0x${data.slice(validToStart, validToEnd)}`)
    if (at === undefined || validTo > BigInt(at)) return data
    return data.slice(0, validToStart) + '0'.repeat(64) + data.slice(validToEnd)
  }

  // ethers asks a contract's runner for its provider; here both are one.
  const runner: unknown = Object.assign(provider, { provider })
  return {
    provider: runner as LibraryProvider,
    failure: () => failure,
    registryMissing: () => registryMissing,
    historyTooLarge: () => historyTooLarge,
  }
}

function tag(block: unknown): string {
  return typeof block === 'number' || typeof block === 'bigint' ? `0x${block.toString(16)}` : 'latest'
}
