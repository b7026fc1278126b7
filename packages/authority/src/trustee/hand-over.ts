import type { Chain, OpeningRecord } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { readFinalBlock } from '../evidence-file/final-block.ts'
import { findPart, listParts, removeParts } from './kept-part.ts'
import type { PartialFile } from './partial-file.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

export type HandOverRefusal =
  /** Enough have approved, and not all of them in a final block yet. */
  | 'not-final'
  /** Fewer trustees than the threshold have approved. */
  | 'approvals-too-few'
  /** So it was when the time was over: the part is destroyed. */
  | 'request-expired'

/** Whether a trustee's part has left its folder, or why not. */
export type HandOver = {
  /** The trustee's number. */
  readonly trustee: number
  /** How many have approved in final blocks, and how many it takes. */
  readonly approvals: number
  readonly threshold: number
  /** From then on nobody approves. */
  readonly expiresAt: Date
} & (
  | {
      readonly handedOver: true
      /** For the requester, who alone can read it. */
      readonly partial: PartialFile
    }
  | { readonly handedOver: false; readonly reason: HandOverRefusal }
)

/** Gives a trustee's part out, once as many trustees as open together have approved its request in final blocks: before, parts of requests
 *  that came to nothing would be around, and nobody could count from the log what they open. Throws AuthorityError 'request-unknown',
 *  'not-approved', 'part-missing', 'file-malformed', and what the chain throws. */
export async function handOverPart(
  context: TrusteeContext,
  { requestId }: { readonly requestId: string },
): Promise<HandOver> {
  const { chain, folder } = context
  const { id, trustee, authority } = await trusteeStanding(context)
  const { threshold } = authority
  await destroyUselessParts(context, { id, trustee, threshold })
  // The time before the votes: votes that are read later are no older than it.
  const { at } = await readFinalBlock(chain)
  const record = await findRequest(chain, 'final', { id, requestId })
  const latest = await findRequest(chain, 'newest', { id, requestId })
  if (!record) {
    throw new AuthorityError(
      'request-unknown',
      'Your authority has no such request in a final block. Compare the number; requests lists them.',
    )
  }
  const vote = latest?.approvals.find((one) => one.trustee === trustee)
  if (!vote) {
    throw new AuthorityError('not-approved', 'You have not approved this request: there is nothing to give.')
  }
  const counts = { trustee, approvals: approvers(record).size, threshold, expiresAt: record.expiresAt }
  const refusal = refusalOf({ record, latest, trustee, threshold, at })
  if (refusal === 'request-expired') return { handedOver: false, reason: refusal, ...counts }
  const partial = await findPart(folder, { requestId, hash: vote.partialHash })
  if (!partial) {
    throw new AuthorityError(
      'part-missing',
      'You have approved this request, but the part that goes with it is not in this folder. A vote stands for good: restore the backup that has it, or the requester needs another trustee.',
    )
  }
  return refusal
    ? { handedOver: false, reason: refusal, ...counts }
    : { handedOver: true, partial, ...counts }
}

function refusalOf(of: {
  readonly record: OpeningRecord
  readonly latest: OpeningRecord | undefined
  readonly trustee: number
  readonly threshold: number
  /** Of a final block that was there before the others were read. */
  readonly at: Date
}): HandOverRefusal | undefined {
  const { record, latest, trustee, threshold, at } = of
  if (approvers(record).size >= threshold && approvers(record).has(trustee)) return undefined
  if (latest && approvers(latest).size >= threshold) return 'not-final'
  return record.expiresAt <= at ? 'request-expired' : 'approvals-too-few'
}

/** Removes the parts in a folder that nobody can use any more: of requests whose time was over, in a final block, before enough had
 *  approved, or before this trustee's vote had come to be. */
export async function destroyUselessParts(
  { chain, folder }: Pick<TrusteeContext, 'chain' | 'folder'>,
  of: { readonly id: string; readonly trustee: number; readonly threshold: number },
): Promise<void> {
  const { id, trustee, threshold } = of
  if ((await listParts(folder.path)).length === 0) return
  // The time before the votes: with votes from before it, a request that was approved in time would look like one that was not.
  const { at } = await readFinalBlock(chain)
  const isUseless = (record: OpeningRecord) =>
    record.expiresAt <= at && (approvers(record).size < threshold || !approvers(record).has(trustee))
  const look = async (blocks: 'final' | 'newest') => {
    const records = await chain.openingRegistry.openings({ blocks, authority: id })
    return new Set<string>(records.filter(isUseless).map(({ requestId }) => requestId))
  }
  const useless = await look('final')
  if (useless.size === 0) return
  // Whoever answers for a node may be two, of which one lags behind: nobody approves after that time, so the newest block, which is
  // ahead of what is final, must say the same.
  const still = await look('newest')
  await removeParts(folder.path, ({ requestId }) => useless.has(requestId) && still.has(requestId))
}

async function findRequest(
  { openingRegistry }: Chain,
  blocks: 'final' | 'newest',
  { id, requestId }: { readonly id: string; readonly requestId: string },
): Promise<OpeningRecord | undefined> {
  const records = await openingRegistry.openings({ blocks, authority: id })
  return records.find((one) => one.requestId === requestId)
}

const approvers = ({ approvals }: OpeningRecord) => new Set(approvals.map(({ trustee }) => trustee))
