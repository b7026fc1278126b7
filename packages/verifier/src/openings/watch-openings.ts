import { type OpeningRecord, RegistryError } from '@velum/registry'
import { pause } from '../element/pause.ts'
import { bytesToHex } from '../hex.ts'
import type { VerifierContext } from '../verifier-context.ts'
import { VerifierError } from '../verifier-error.ts'
import { finalTime } from './final-time.ts'
import { type OpeningChange, openingChanges } from './opening-changes.ts'

/** How many changes of each request have been told. Plain JSON, to be kept over restarts. */
export type OpeningsCursor = Readonly<Record<string, number>>

export interface WatchOpeningsOptions {
  /** Told every change, one after the other, those of one request in their order. Keep `cursor` once the change is dealt with: who
   *  starts from it again is told what came later. When this rejects, the same change comes again. */
  readonly onChange: (change: OpeningChange, cursor: OpeningsCursor) => void | Promise<void>
  /** Ends the watch. */
  readonly signal: AbortSignal
  /** Where an earlier watch stopped; absent, everything is told from the beginning. */
  readonly cursor?: OpeningsCursor
  /** Ids of presentations to watch beside those whose evidence is kept, such as those whose retention is over. */
  readonly presentations?: readonly string[]
  /** Between two looks at the chain. Default 60. */
  readonly everySeconds?: number
}

/** Tells what becomes of requests to open the service's presentations, whoever made them, each change at least once and only when no
 *  reorganisation can take it back. The whole log is read: a node does not learn whose presentations are looked for. Resolves once
 *  `signal` says so, or the verifier is closed. What goes wrong on the way is told to `onError` of the verifier and tried again.
 *  Throws VerifierError 'cursor-malformed'. */
export async function watchOpenings(context: VerifierContext, options: WatchOpeningsOptions): Promise<void> {
  const { signal, cursor = {}, presentations = [], everySeconds = 60 } = options
  const told = new Map(Object.entries(checkCursor(cursor)))
  const named = new Set(presentations)
  // Evidence is kept before anybody can request an opening: what is not the service's now will not become it.
  const foreign = new Set<string>()

  const isOwn = async ({ requestId, presentationId }: OpeningRecord) => {
    if (foreign.has(requestId)) return false
    const id = bytesToHex(presentationId)
    const own =
      told.has(requestId) || named.has(id) || (await context.options.evidence?.store.find(id)) !== undefined
    if (!own) foreign.add(requestId)
    return own
  }
  const tell = async () => {
    for (const change of await readChanges(context, isOwn)) {
      if (signal.aborted) return
      const number = Number(change.id.split('-')[1])
      if (number <= (told.get(change.requestId) ?? 0)) continue
      await options.onChange(change, { ...Object.fromEntries(told), [change.requestId]: number })
      told.set(change.requestId, number)
    }
  }
  while (!signal.aborted) {
    try {
      await tell()
    } catch (error) {
      if (error instanceof RegistryError && error.code === 'chain-closed') return
      context.options.onError?.(error)
    }
    await pause(everySeconds * 1000, signal)
  }
}

/** Every change of the requests that are the service's. */
async function readChanges(
  { chain }: VerifierContext,
  isOwn: (record: OpeningRecord) => Promise<boolean>,
): Promise<OpeningChange[]> {
  // Before the log, which then reaches as far at least.
  const finalAt = await finalTime(chain)
  const records = await chain.openingRegistry.openings({ blocks: 'final' })
  // Asked of every authority in the log, so that a node does not learn which one matters here.
  const thresholds = new Map<string, number>()
  for (const id of new Set(records.map(({ authority }) => authority))) {
    const authority = await chain.openingRegistry.authority(id)
    if (authority) thresholds.set(id, authority.threshold)
  }
  const changes: OpeningChange[] = []
  for (const record of records) {
    const threshold = thresholds.get(record.authority)
    if (threshold !== undefined && (await isOwn(record)))
      changes.push(...openingChanges({ record, threshold, finalAt }))
  }
  return changes
}

function checkCursor(cursor: OpeningsCursor): OpeningsCursor {
  const sound =
    typeof cursor === 'object' &&
    cursor !== null &&
    Object.entries(cursor).every(
      ([id, count]) => /^0x[0-9a-f]{64}$/.test(id) && Number.isSafeInteger(count) && count >= 0,
    )
  if (sound) return cursor
  throw new VerifierError('cursor-malformed', 'This is no cursor that `watchOpenings` gave out.')
}
