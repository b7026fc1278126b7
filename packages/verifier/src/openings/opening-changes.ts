import type { OpeningRecord } from '@velum/registry'
import { bytesToHex } from '../hex.ts'

/** What became of a request. `approved` and `refused` are one trustee's vote each; `openable` follows the vote with which they are
 *  enough, from when on the presentation must be taken for opened; `expired` means that it never will be. */
export type OpeningStatus = 'requested' | 'approved' | 'refused' | 'openable' | 'closed' | 'expired'

/** One change of a request to open one of the service's presentations. All of it stands on chain for everybody; nothing in it says
 *  anything of the visitor. */
export interface OpeningChange {
  /** The request's id and the number of the change, such as `0x…-3`: the same when a change is told again. */
  readonly id: string
  readonly status: OpeningStatus
  /** When it happened, by the chain's clock. */
  readonly at: Date
  /** The trustee's number, from 1, of a vote. */
  readonly trustee?: number
  /** Votes up to here, and how many approvals are enough. */
  readonly approvals: number
  readonly refusals: number
  readonly threshold: number
  readonly requestId: string
  readonly presentationId: string
  /** The authority's id. */
  readonly authority: string
  readonly epoch: number
  /** The address that asked: the service's own, one that it handed over to, or a stranger's. */
  readonly requester: string
  /** SHA-256 of the document that the request rests on. */
  readonly basisHash: string
  /** How the holder can answer. */
  readonly answerTo: string
  /** From and until when trustees vote. */
  readonly opensAt: Date
  readonly expiresAt: Date
}

type Vote = { readonly status: 'approved' | 'refused'; readonly trustee: number; readonly at: Date }

/** Every change of a request so far, oldest first. What is final stays, so that a later list begins with an earlier one.
 *  `finalAt`: the time of a final block up to which the record was read at least. */
export function openingChanges(options: {
  readonly record: OpeningRecord
  readonly threshold: number
  readonly finalAt: Date
}): OpeningChange[] {
  const { record, threshold, finalAt } = options
  const changes: OpeningChange[] = []
  let approvals = 0
  let refusals = 0
  const add = (status: OpeningStatus, at: Date, trustee?: number) =>
    changes.push({
      id: `${record.requestId}-${changes.length + 1}`,
      status,
      at,
      ...(trustee !== undefined && { trustee }),
      ...{ approvals, refusals, threshold },
      requestId: record.requestId,
      presentationId: bytesToHex(record.presentationId),
      authority: record.authority,
      epoch: record.epoch,
      requester: record.requester,
      basisHash: bytesToHex(record.basisHash),
      answerTo: record.answerTo,
      opensAt: record.opensAt,
      expiresAt: record.expiresAt,
    })

  add('requested', record.requested.at)
  for (const { status, at, trustee } of votesOf(record)) {
    if (status === 'approved') approvals += 1
    else refusals += 1
    add(status, at, trustee)
    if (status === 'approved' && approvals === threshold) add('openable', at)
  }
  if (record.closed) add('closed', record.closed.place.at)
  // Judged by a final block: the clock runs ahead of it, and a vote in time may still become final.
  else if (approvals < threshold && finalAt >= record.expiresAt) add('expired', record.expiresAt)
  return changes
}

/** In the order of their blocks; within one, which is final as a whole, approvals first. */
function votesOf({ approvals, refusals }: OpeningRecord): Vote[] {
  const all = [
    ...approvals.map((vote) => ({ ...vote, status: 'approved' as const })),
    ...refusals.map((vote) => ({ ...vote, status: 'refused' as const })),
  ]
  return all
    .sort((one, other) => one.place.blockNumber - other.place.blockNumber)
    .map(({ status, trustee, place }) => ({ status, trustee, at: place.at }))
}
