import type { Chain, OpeningRecord } from '@velum/registry'
import { readFolderAddress } from './own-folder.ts'
import { standingOf } from './trustee-context.ts'

export type RequestState =
  /** The delay is not over: a trustee can refuse, and not approve yet. */
  | 'waiting'
  /** Trustees vote. */
  | 'open'
  /** Enough have approved: the requester can open. */
  | 'enough'
  /** The requester has closed it with a result. */
  | 'closed'
  | 'expired'

export interface ListedRequest {
  readonly record: OpeningRecord
  readonly state: RequestState
  /** What this trustee has said; undefined when nothing. */
  readonly vote: 'approved' | 'refused' | undefined
}

export interface RequestList {
  readonly requests: readonly ListedRequest[]
  readonly threshold: number
  /** How many there are that are not final yet, and do not count. */
  readonly notFinal: number
}

/** The requests to the authority of a folder, oldest first. Needs no passphrase. */
export async function listRequests(options: {
  readonly chain: Chain
  readonly folder: string
  readonly now: () => Date
}): Promise<RequestList> {
  const { chain, folder, now } = options
  const { id, authority, trustee } = await standingOf(chain, folder, await readFolderAddress(folder))
  const { threshold } = authority
  const [final, newest] = await Promise.all([
    chain.openingRegistry.openings({ blocks: 'final', authority: id }),
    chain.openingRegistry.openings({ blocks: 'newest', authority: id }),
  ])
  const isOwn = (vote: { trustee: number }) => vote.trustee === trustee
  const requests = final.map((record) => ({
    record,
    state: stateOf(record, threshold, now()),
    vote: record.approvals.some(isOwn)
      ? ('approved' as const)
      : record.refusals.some(isOwn)
        ? ('refused' as const)
        : undefined,
  }))
  return { requests, threshold, notFinal: Math.max(newest.length - final.length, 0) }
}

function stateOf(
  { closed, approvals, opensAt, expiresAt }: OpeningRecord,
  threshold: number,
  now: Date,
): RequestState {
  if (closed) return 'closed'
  if (approvals.length >= threshold) return 'enough'
  if (now >= expiresAt) return 'expired'
  return now < opensAt ? 'waiting' : 'open'
}
