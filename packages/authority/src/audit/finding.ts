import type { LoggedPlace } from './audit-log.ts'

/** What is claimed on chain, and looked at. */
export type AuditClaim =
  /** Epochs are counted from 1 without a gap, each with a share for every trustee. */
  | 'epoch-order'
  /** An epoch's key, shares and hash are what its ceremony led to. */
  | 'epoch-key'
  /** The shares of an epoch or of a refresh are shares of the epoch's key, under the threshold. */
  | 'shares-of-key'
  /** Revisions are counted from 1 without a gap. */
  | 'refresh-order'
  /** The shares and the hash of a refresh are what its ceremony led to. */
  | 'refresh-shares'
  /** Who ended a ceremony accused another rightly. */
  | 'accusation'
  /** A trustee was replaced that had the place, in the order of replacements. That enough trustees signed, the contract has checked. */
  | 'replacement'
  /** A trustee said that it destroyed its shares of an epoch when no request could need them any more, once. */
  | 'destruction'
  /** The request's id follows from what it asks, and stands there once. */
  | 'request-id'
  /** It asks a registered authority for an epoch that could be opened then. */
  | 'request-epoch'
  /** The requester had a request left in its period. */
  | 'request-quota'
  /** Delay and lifetime are those of the authority's rules. */
  | 'request-times'
  /** The requester acted for a registered service then. */
  | 'requester'
  /** A trustee of the time approved, once, after the delay, before the end, before it was closed. */
  | 'approval'
  /** The same of a refusal, which needs no delay. */
  | 'refusal'
  /** Enough trustees approved one request about the presentation before the approvals of several were enough together: a part is the
   *  same in each of them. */
  | 'one-request'
  /** So many trustees had approved as open together. */
  | 'closing'

export interface AuditFinding {
  readonly claim: AuditClaim
  /** 'unproven': nothing in the log speaks for it or against it. */
  readonly verdict: 'holds' | 'fails' | 'unproven'
  /** Why not, by a stable code. */
  readonly reason?: string
  /** What it is about, as far as it applies. */
  readonly authority?: string
  readonly epoch?: number
  readonly revision?: number
  readonly ceremony?: number
  readonly requestId?: string
  /** Number of the trustee who did it, or who is guilty. */
  readonly trustee?: number
  /** Who asked. */
  readonly account?: string
  /** Of a registered service. */
  readonly clientIds?: readonly string[]
  readonly place: Pick<LoggedPlace, 'blockNumber' | 'transactionHash'>
}

/** Says of a claim that it holds, or why not. */
export function find(
  claim: AuditClaim,
  reason: string | undefined,
  about: Omit<AuditFinding, 'claim' | 'verdict' | 'reason' | 'place'> & { readonly place: LoggedPlace },
): AuditFinding {
  const { place, ...rest } = about
  const { blockNumber, transactionHash } = place
  return {
    claim,
    verdict: reason === undefined ? 'holds' : 'fails',
    ...(reason !== undefined && { reason }),
    ...rest,
    place: { blockNumber, transactionHash },
  }
}
