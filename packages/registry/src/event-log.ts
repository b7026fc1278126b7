import type { Eip1193Provider } from '@velum/did'
import type { Interface } from 'ethers'
import type { Address, Hex } from './address.ts'
import { type DecodedEvent, decodeEvent } from './decode-abi.ts'
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
  event: DecodedEvent
  place: ChainPlace
  /** Its place among all events of its block. */
  logIndex: number
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
  logIndex: Hex
  /** Newer nodes give it. */
  blockTimestamp?: Hex
}

/** Public nodes answer for a limited range of blocks. */
const BLOCKS_A_REQUEST = 10_000
/** How many blocks a node is asked for at the same time. */
const BLOCKS_AT_ONCE = 32

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

  const times = await readBlockTimes(provider, logs)
  return logs.flatMap((log) => {
    const event = decodeEvent(contract, log)
    const at = times.get(log.blockHash)
    // A block that a reorganisation took away between the two requests took its events along.
    if (event === undefined || at === undefined) return []
    const { blockHash, transactionHash } = log
    const place = { blockNumber: Number(log.blockNumber), blockHash, transactionHash, at }
    return { event, place, logIndex: Number(log.logIndex) }
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

/** By the block's hash, which fixes its time: what was asked for once is not asked for again, however often the log is read. */
const knownTimes = new WeakMap<Eip1193Provider, Map<Hex, Date>>()

async function readBlockTimes(provider: Eip1193Provider, logs: readonly RpcLog[]): Promise<Map<Hex, Date>> {
  const times = knownTimes.get(provider) ?? new Map<Hex, Date>()
  knownTimes.set(provider, times)
  for (const { blockHash, blockTimestamp } of logs) {
    if (typeof blockTimestamp === 'string') times.set(blockHash, dateOf(blockTimestamp))
  }
  const unknown = [...new Set(logs.map(({ blockHash }) => blockHash))].filter((hash) => !times.has(hash))
  for (let from = 0; from < unknown.length; from += BLOCKS_AT_ONCE) {
    const read = unknown.slice(from, from + BLOCKS_AT_ONCE).map(async (hash) => {
      const block = await provider.request({ method: 'eth_getBlockByHash', params: [hash, false] })
      if (block !== null) times.set(hash, dateOf((block as { timestamp: Hex }).timestamp))
    })
    await Promise.all(read)
  }
  return times
}

function dateOf(timestamp: Hex): Date {
  return new Date(Number(timestamp) * 1000)
}

/** A number as JSON-RPC writes it. */
export function quantity(value: number | bigint): Hex {
  return `0x${value.toString(16)}`
}
