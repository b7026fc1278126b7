import type { TakenBack } from './opening-view.ts'
import type { OpeningsRead } from './read-openings.ts'
import type { StoredOpening } from './stored-opening.ts'

/** What is to be kept of a request after the chain was read; undefined where nothing is new. A node that knows less of the chain than was
 *  read before (`behind`) adds, and takes nothing back. */
export function mergeOpening(options: {
  readonly requestId: string
  readonly kept: StoredOpening | undefined
  readonly read: OpeningsRead
  readonly behind: boolean
  readonly now: Date
}): StoredOpening | undefined {
  const { requestId, kept, read, behind, now } = options
  const found = read.found.get(requestId)
  const noticedAt = now.toISOString()
  if (kept === undefined) return found && { ...found, noticedAt }
  if (found === undefined) {
    const gone = kept.takenBack?.what === 'request'
    if (gone || behind || read.readTo < kept.requested.block) return undefined
    return { ...kept, takenBack: { what: 'request', noticedAt } }
  }
  if (behind) return undefined
  const lost = lostSince(kept, found)
  const takenBack = lost ? { what: lost, noticedAt } : stillMissing(kept, found)
  return {
    ...found,
    noticedAt: kept.noticedAt,
    ...(takenBack && { takenBack }),
    ...(kept.acknowledged !== undefined && { acknowledged: kept.acknowledged }),
  }
}

type Facts = Pick<StoredOpening, 'approvals' | 'refusals' | 'result'>

function lostSince(kept: Facts, found: Facts): 'vote' | 'result' | undefined {
  if (kept.result !== undefined && found.result === undefined) return 'result'
  const stands = new Set(votesOf(found))
  return votesOf(kept).every((vote) => stands.has(vote)) ? undefined : 'vote'
}

/** What was taken back before and has not come again. */
function stillMissing(kept: StoredOpening, found: Facts): TakenBack | undefined {
  const before = kept.takenBack
  if (before?.what === 'result' && found.result === undefined) return before
  if (before?.what === 'vote' && votesOf(found).length <= votesOf(kept).length) return before
  return undefined
}

/** Whatever the block: a vote that another block holds now is still the same vote. */
function votesOf({ approvals, refusals }: Facts): string[] {
  return [
    ...approvals.map(({ trustee, hash }) => `approval ${trustee} ${hash}`),
    ...refusals.map(({ trustee, hash }) => `refusal ${trustee} ${hash}`),
  ]
}
