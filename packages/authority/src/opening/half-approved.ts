import type { OpeningRequest } from './opening-chain.ts'

export interface HalfApprovedOptions {
  /** Of all authorities, as the chain tells them up to its newest block. */
  readonly requests: readonly OpeningRequest[]
  /** The authority's id, and the epoch whose shares would be renewed. */
  readonly authority: string
  readonly epoch: number
  /** How many trustees open together. */
  readonly threshold: number
  readonly now: Date
}

/** The requests that a refresh would strand: some trustees have approved, who cannot vote again, and not enough. Parts from before
 *  and after a refresh do not combine. Each of these is decided or over by its `expiresAt`. */
export function halfApproved(options: HalfApprovedOptions): OpeningRequest[] {
  const { requests, authority, epoch, threshold, now } = options
  return requests.filter(
    (request) =>
      request.authority === authority &&
      request.epoch === epoch &&
      !request.closed &&
      request.approvals.length > 0 &&
      request.approvals.length < threshold &&
      now < request.expiresAt,
  )
}
