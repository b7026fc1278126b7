import { bytesToHex } from '@noble/hashes/utils.js'
import type { Chain, ChainPlace, OpeningRecord, VerifierChange } from '@velum/registry'
import type { OpeningPlace } from './opening-view.ts'
import type { StoredOpening } from './stored-opening.ts'

type OpeningFacts = Omit<StoredOpening, 'noticedAt' | 'takenBack' | 'acknowledged'>

/** What the chain says of the requests about some presentations, by their ids. */
export interface OpeningsRead {
  /** The final block that was read to at least. */
  readonly readTo: number
  readonly found: ReadonlyMap<string, OpeningFacts>
}

/** Reads both logs whole, and picks what is about these presentations only afterwards. Throws what the chain throws. */
export async function readOpenings(
  chain: Chain,
  presentationIds: ReadonlySet<string>,
): Promise<OpeningsRead> {
  // Before the logs, which then reach as far at least.
  const readTo = await finalBlock(chain)
  const [openings, services] = await Promise.all([
    chain.openingRegistry.openings({ blocks: 'final' }),
    chain.trustRegistry.verifierChanges({ blocks: 'final' }),
  ])
  const own = openings.filter((record) => presentationIds.has(octets(record.presentationId)))
  return { readTo, found: new Map(own.map((record) => [record.requestId, factsOf(record, services)])) }
}

/** -1 while nothing is final. */
async function finalBlock({ provider }: Chain): Promise<number> {
  const block = await provider.request({ method: 'eth_getBlockByNumber', params: ['finalized', false] })
  return block === null ? -1 : Number((block as { number: string }).number)
}

function factsOf(record: OpeningRecord, services: readonly VerifierChange[]): OpeningFacts {
  const { requester, requested, closed } = record
  return {
    presentationId: octets(record.presentationId),
    requester: { account: requester, clientIds: servicesOf(requester, services, requested) },
    basisHash: octets(record.basisHash),
    answerTo: record.answerTo,
    authorityId: record.authority,
    epoch: record.epoch,
    requested: placeOf(requested),
    opensAt: record.opensAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    approvals: record.approvals.map(({ trustee, account, partialHash, place }) => ({
      ...{ trustee, account, hash: octets(partialHash) },
      ...placeOf(place),
    })),
    refusals: record.refusals.map(({ trustee, account, reasonHash, place }) => ({
      ...{ trustee, account, hash: octets(reasonHash) },
      ...placeOf(place),
    })),
    ...(closed && { result: { resultHash: octets(closed.resultHash), ...placeOf(closed.place) } }),
  }
}

/** The client ids of all services that the account acted for when it asked. */
function servicesOf(account: string, changes: readonly VerifierChange[], asked: ChainPlace): string[] {
  const last = new Map<string, VerifierChange>()
  for (const change of changes) {
    if (change.blockNumber <= asked.blockNumber) last.set(change.clientId, change)
  }
  return [...last.values()]
    .filter((it) => it.kind === 'registered' && it.account === account && it.until >= asked.at)
    .map(({ clientId }) => clientId)
}

function placeOf({ at, blockNumber, blockHash, transactionHash }: ChainPlace): OpeningPlace {
  return { at: at.toISOString(), block: blockNumber, blockHash, transactionHash }
}

const octets = (bytes: Uint8Array) => `0x${bytesToHex(bytes)}`
