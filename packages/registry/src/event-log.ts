import type { Eip1193Provider } from '@velum/did'
import type { Interface, LogDescription } from 'ethers'
import type { Address, Hex } from './address.ts'
import type { Deployment } from './deployment.ts'

/** Where on the chain something happened. */
export interface ChainPlace {
  blockNumber: number
  blockHash: Hex
  transactionHash: Hex
  /** The block's time. */
  at: Date
}

/** How far a log is read: to the block that the node calls finalized, which no reorganisation takes away, or to the
 *  newest. */
export type Blocks = 'final' | 'newest'

export interface LoggedEvent {
  event: LogDescription
  place: ChainPlace
}

export interface ReadEventsOptions {
  deployment: Deployment
  provider: Eip1193Provider
  contract: Interface
  address: Address
  blocks: Blocks
  /** As eth_getLogs takes them; null stands for any. */
  topics: readonly (string | readonly string[] | null)[]
}

interface RpcLog {
  topics: Hex[]
  data: Hex
  blockNumber: Hex
  blockHash: Hex
  transactionHash: Hex
}

/** Public nodes answer for a limited range of blocks. */
const BLOCKS_A_REQUEST = 10_000

/** The events of a contract since the deployment, oldest first. While nothing is final there are none that are. */
export async function readEvents(options: ReadEventsOptions): Promise<LoggedEvent[]> {
  const { deployment, provider, contract, address, topics, blocks } = options
  const last = await (blocks === 'final' ? finalBlock(provider) : newestBlock(provider))
  const logs: RpcLog[] = []
  for (let from = deployment.firstBlock; from <= last; from += BLOCKS_A_REQUEST) {
    const to = Math.min(from + BLOCKS_A_REQUEST - 1, last)
    const filter = { address, topics, fromBlock: quantity(from), toBlock: quantity(to) }
    logs.push(...((await provider.request({ method: 'eth_getLogs', params: [filter] })) as RpcLog[]))
  }

  const times = await readBlockTimes(
    provider,
    logs.map((log) => log.blockHash),
  )
  return logs.flatMap((log) => {
    const event = contract.parseLog(log)
    const at = times.get(log.blockHash)
    // A block that a reorganisation took away between the two requests took its events along.
    if (event === null || at === undefined) return []
    const { blockHash, transactionHash } = log
    return { event, place: { blockNumber: Number(log.blockNumber), blockHash, transactionHash, at } }
  })
}

async function newestBlock(provider: Eip1193Provider): Promise<number> {
  return Number(await provider.request({ method: 'eth_blockNumber' }))
}

/** -1 while there is none. */
async function finalBlock(provider: Eip1193Provider): Promise<number> {
  const block = await provider.request({ method: 'eth_getBlockByNumber', params: ['finalized', false] })
  return block === null ? -1 : Number((block as { number: Hex }).number)
}

async function readBlockTimes(provider: Eip1193Provider, hashes: readonly Hex[]): Promise<Map<Hex, Date>> {
  const times = new Map<Hex, Date>()
  for (const hash of new Set(hashes)) {
    const block = await provider.request({ method: 'eth_getBlockByHash', params: [hash, false] })
    if (block !== null) times.set(hash, new Date(Number((block as { timestamp: Hex }).timestamp) * 1000))
  }
  return times
}

/** A number as JSON-RPC writes it. */
export function quantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}
