import { setTimeout as pause } from 'node:timers/promises'
import { type CeremonyRecord, RegistryError } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { carryThrough } from './carry-through.ts'
import type { CeremonyProgress, CeremonyResult, TakePartOptions } from './ceremony-progress.ts'
import { isOvertaken, isUnderWay, keptCeremonies } from './ceremony-records.ts'
import { pendingVotes } from './pending-votes.ts'
import { strandedRequests } from './stranded-requests.ts'
import { type TrusteeContext, trusteeStanding } from './trustee-context.ts'

/** Takes part in the ceremony that is under way, or begins one, until it is complete or was ended; waits while the chain's node does not
 *  answer. May be stopped anywhere and called again: it goes on where it was. Throws AuthorityError 'authority-unnamed',
 *  'authority-unknown', 'not-trustee', 'share-missing', 'shares-too-few', 'requests-half-approved', 'vote-pending', RegistryError where the chain refuses,
 *  and the signal's reason when that fires. */
export async function takePart(context: TrusteeContext, options: TakePartOptions): Promise<CeremonyResult> {
  const { pollMilliseconds = 3_000, signal } = options
  const onProgress = onlyNews(options.onProgress)
  for (;;) {
    try {
      const told = { ...options, onProgress }
      const record = await findCeremony(context, told)
      if (typeof record === 'number') return { result: 'none', epoch: record }
      return await carryThrough(context, record, told)
    } catch (error) {
      const wait = waitFor(error)
      if (!wait) throw error
      onProgress(wait)
    }
    await pause(pollMilliseconds, undefined, { ...(signal && { signal }) })
  }
}

/** What is over when the chain is asked again: everything is on disk, so that does no harm. */
function waitFor(error: unknown): CeremonyProgress | undefined {
  if (!(error instanceof RegistryError)) return undefined
  if (error.code === 'chain-unreachable') return { type: 'waits-chain' }
  return error.code === 'change-pending' ? { type: 'waits-final' } : undefined
}

/** Tells a thing once, until there is another. */
function onlyNews(onProgress: TakePartOptions['onProgress']): (progress: CeremonyProgress) => void {
  let last = ''
  return (progress) => {
    const text = JSON.stringify(progress)
    if (text !== last) onProgress?.(progress)
    last = text
  }
}

/** Ends the ceremony that is under way, and accuses nobody: for one that somebody stalls. Returns its number; undefined when there is
 *  none. */
export async function abandonCeremony(context: TrusteeContext): Promise<number | undefined> {
  const { id, trustee } = await trusteeStanding(context)
  const { openingRegistry } = context.chain
  const live = (await openingRegistry.ceremonies(id, { blocks: 'newest' })).find(isUnderWay)
  if (!live) return undefined
  const { ceremony } = live
  const { account } = context.folder
  await openingRegistry.abortCeremony({
    ...{ id, ceremony, trustee, account },
    ...{ accused: 0, evidence: new Uint8Array() },
  })
  return ceremony
}

/** The oldest ceremony that this folder has not brought to an end; else the one under way, which it begins if that was asked for.
 *  The current epoch when there is none. */
async function findCeremony(
  context: TrusteeContext,
  { begin, onProgress, pollMilliseconds = 3_000, signal }: TakePartOptions,
): Promise<CeremonyRecord | number> {
  const { folder, chain } = context
  const { openingRegistry } = chain
  for (;;) {
    signal?.throwIfAborted()
    const { id, trustee, authority } = await trusteeStanding(context)
    const [kept] = await keptCeremonies(folder.path)
    const final = await openingRegistry.ceremonies(id, { blocks: 'final' })
    const newest = await openingRegistry.ceremonies(id, { blocks: 'newest' })
    const wanted = kept ?? newest.find(isUnderWay)?.ceremony
    if (wanted !== undefined) {
      // What may still be taken back is no beginning: another ceremony could get its number.
      const record = final.find(({ ceremony }) => ceremony === wanted)
      if (record) return record
      onProgress?.({ type: 'waits-final' })
      await pause(pollMilliseconds, undefined, { ...(signal && { signal }) })
      continue
    }
    if (authority.epoch > 0 && begin === undefined) return authority.epoch
    const epoch = epochToBegin(begin, authority.epoch)
    const { threshold } = authority
    if (epoch <= authority.epoch) await requireDecided(context, { authority: id, epoch, threshold, trustee })
    onProgress?.({ type: 'begins', epoch })
    try {
      await openingRegistry.beginCeremony({ id, epoch, trustee, account: folder.account })
    } catch (error) {
      // Another trustee was first.
      if (!isOvertaken(error, ['ceremony-under-way'])) throw error
    }
  }
}

/** A refresh begins when no request is decided half: a trustee votes once, and parts of old and new shares do not combine. */
async function requireDecided(
  context: TrusteeContext,
  of: {
    readonly authority: string
    readonly epoch: number
    readonly threshold: number
    readonly trustee: number
  },
): Promise<void> {
  const [pending] = await pendingVotes(context, of)
  if (pending) {
    throw new AuthorityError(
      'vote-pending',
      `You have begun to approve request ${pending.requestId}, and your vote may be on its way: new shares would make it worthless. Approve it again or refuse it, or wait until its time is over: ${pending.expiresAt.toISOString()}.`,
    )
  }
  const [first] = await strandedRequests(context, of)
  if (!first) return
  throw new AuthorityError(
    'requests-half-approved',
    `Request ${first.requestId} has ${first.approvals.length} of ${of.threshold} approvals, which new shares would make worthless. Wait until it is decided, or over: ${first.expiresAt.toISOString()}.`,
  )
}

function epochToBegin(begin: TakePartOptions['begin'], current: number): number {
  if (typeof begin !== 'object') return current + 1
  return begin.refresh === 'current' ? current : begin.refresh
}
