import type { OpeningRecord } from '@velum/registry'
import { listParts } from './kept-part.ts'
import type { TrusteeContext } from './trustee-context.ts'

/** The requests for which this trustee has made a part of an epoch and whose vote no block has: it may still be on its
 *  way, and after a refresh its part would open nothing. */
export async function pendingVotes(
  { chain, folder, now }: Pick<TrusteeContext, 'chain' | 'folder' | 'now'>,
  of: { readonly authority: string; readonly epoch: number; readonly trustee: number },
): Promise<OpeningRecord[]> {
  const parts = (await listParts(folder.path)).filter(({ epoch }) => epoch === of.epoch)
  if (parts.length === 0) return []
  const made = new Set(parts.map(({ requestId }) => requestId))
  const isOwn = ({ trustee }: { readonly trustee: number }) => trustee === of.trustee
  const records = await chain.openingRegistry.openings({ blocks: 'newest', authority: of.authority })
  return records.filter(
    ({ requestId, approvals, refusals, closed, expiresAt }) =>
      made.has(requestId) && !closed && now() < expiresAt && !approvals.some(isOwn) && !refusals.some(isOwn),
  )
}
