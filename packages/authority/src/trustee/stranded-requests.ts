import { halfApproved } from '../opening/half-approved.ts'
import type { OpeningRequest } from '../opening/opening-chain.ts'
import type { TrusteeContext } from './trustee-context.ts'

/** The requests, up to the newest block, that new shares of an epoch's key would strand. */
export async function strandedRequests(
  { chain, now }: Pick<TrusteeContext, 'chain' | 'now'>,
  of: { readonly authority: string; readonly epoch: number; readonly threshold: number },
): Promise<OpeningRequest[]> {
  const requests = await chain.openingRegistry.openings({ blocks: 'newest' })
  return halfApproved({ requests, ...of, now: now() })
}
