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
export async function readEvents({ blocks, ...options }: ReadEventsOptions): Promise<LoggedEvent[]> {
  const { deployment, provider } = options
  const last = blocks === 'final' ? (await finalBlock(provider)).number : await newestBlock(provider)
  return (await readBetween({ ...options, first: deployment.firstBlock, last })).events
}

/** What is read again and again: the same events, and those of final blocks are asked for only once. */
export function keepEvents(
  options: Omit<ReadEventsOptions, 'blocks'>,
): (blocks: Blocks) => Promise<LoggedEvent[]> {
  const { deployment, provider } = options
  const nothing = { number: deployment.firstBlock - 1, hash: undefined, events: [] }
  let kept: FinalBlock & { events: readonly LoggedEvent[] } = nothing

  async function readKept(): Promise<typeof kept> {
    const final = await finalBlock(provider)
    // A node that began anew, or never knew what another had called final.
    if (!(await isInChain(provider, kept, final))) kept = nothing
    if (final.number <= kept.number) {
      return { ...final, events: kept.events.filter(({ place }) => place.blockNumber <= final.number) }
    }
    const more = await readBetween({ ...options, first: kept.number + 1, last: final.number })
    const read = { ...final, events: [...kept.events, ...more.events] }
    // A node that gives a log without its block is behind another one: what it lacks is asked for again.
    if (more.complete) kept = read
    return read
  }

  let before: Promise<unknown> = Promise.resolve()
  return async (blocks) => {
    // One after the other: two at once would keep the same events twice.
    const reading = before.then(readKept)
    before = reading.catch(() => undefined)
    const { number, events } = await reading
    if (blocks === 'final') return [...events]
    const first = Math.max(number + 1, deployment.firstBlock)
    const more = await readBetween({ ...options, first, last: await newestBlock(provider) })
    return [...events, ...more.events]
  }
}

async function isInChain(provider: Eip1193Provider, block: FinalBlock, final: FinalBlock): Promise<boolean> {
  if (block.hash === undefined || block.hash === final.hash) return true
  const asked = { method: 'eth_getBlockByNumber', params: [quantity(block.number), false] }
  const found = (await provider.request(asked)) as { hash: Hex } | null
  return found?.hash === block.hash
}

async function readBetween(
  options: Omit<ReadEventsOptions, 'blocks'> & { first: number; last: number },
): Promise<{ events: LoggedEvent[]; complete: boolean }> {
  const { provider, contract, address, topics, first, last } = options
  const logs: RpcLog[] = []
  for (let from = first; from <= last; from += BLOCKS_A_REQUEST) {
    const to = Math.min(from + BLOCKS_A_REQUEST - 1, last)
    const filter = { address, topics, fromBlock: quantity(from), toBlock: quantity(to) }
    logs.push(...((await provider.request({ method: 'eth_getLogs', params: [filter] })) as RpcLog[]))
  }

  const times = await readBlockTimes(provider, logs)
  const events = logs.flatMap((log) => {
    const event = decodeEvent(contract, log)
    const at = times.get(log.blockHash)
    // A block that a reorganisation took away between the two requests took its events along.
    if (event === undefined || at === undefined) return []
    const { blockHash, transactionHash } = log
    const place = { blockNumber: Number(log.blockNumber), blockHash, transactionHash, at }
    return { event, place, logIndex: Number(log.logIndex) }
  })
  return { events, complete: logs.every(({ blockHash }) => times.has(blockHash)) }
}

async function newestBlock(provider: Eip1193Provider): Promise<number> {
  return Number(await provider.request({ method: 'eth_blockNumber' }))
}

interface FinalBlock {
  /** -1 while there is none. */
  number: number
  hash: Hex | undefined
}

async function finalBlock(provider: Eip1193Provider): Promise<FinalBlock> {
  const block = await provider.request({ method: 'eth_getBlockByNumber', params: ['finalized', false] })
  if (block === null) return { number: -1, hash: undefined }
  const { number, hash } = block as { number: Hex; hash: Hex }
  return { number: Number(number), hash }
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
