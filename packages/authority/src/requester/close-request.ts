import { AuthorityError } from '../authority-error.ts'
import { sameOctets } from '../octets.ts'
import { resultHash } from '../opening/result-hash.ts'
import { isOvertaken } from '../trustee/ceremony-records.ts'
import { requireOpening } from './opening-file.ts'
import type { RequesterContext } from './requester-context.ts'

export interface ClosedRequest {
  /** SHA-256 over the result and its salt: 32 octets, what everybody sees. */
  readonly resultHash: Uint8Array
  /** Whether it was closed with it already. */
  readonly again: boolean
}

/** Closes a request on chain with the hash of what `combineParts` found. Throws AuthorityError 'result-missing' before that,
 *  'chain-differs' when it was closed with another result, 'request-unknown', and what the chain throws. */
export async function closeRequest(
  { chain, folder }: RequesterContext,
  requestId: string,
): Promise<ClosedRequest> {
  const { result } = await requireOpening(folder, requestId)
  if (!result) {
    throw new AuthorityError('result-missing', 'There is no result yet. Combine the parts first.')
  }
  const hash = resultHash({ requestId, ...result })
  const { openingRegistry } = chain
  const closedWith = async () =>
    (await openingRegistry.openings({ blocks: 'newest' })).find((one) => one.requestId === requestId)?.closed
      ?.resultHash
  const before = await closedWith()
  if (!before) {
    try {
      await openingRegistry.closeOpening({ requestId, resultHash: hash, account: folder.account })
    } catch (error) {
      if (!isOvertaken(error, ['already-closed'])) throw error
    }
  }
  const after = before ?? (await closedWith())
  if (after && sameOctets(after, hash)) return { resultHash: hash, again: before !== undefined }
  throw new AuthorityError('chain-differs', 'The chain has another result for this request than this folder.')
}
