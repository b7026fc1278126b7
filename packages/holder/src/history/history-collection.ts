import { collectionName, type Vault } from '@velum/vault'
import { HolderError } from '../holder-error.ts'
import type { HistoryEntry, HistoryOutcome } from './history-entry.ts'

export const historyCollection = collectionName<HistoryEntry>('history')

/** Claims the right to answer: whoever writes the entry first, in whichever tab, sends; everybody else is refused, also
 *  after a crash, because the answer may have arrived. Throws HolderError 'already-answered'. */
export async function beginEntry(vault: Vault, entry: HistoryEntry): Promise<void> {
  await vault.transaction(async (within) => {
    if ((await within.get(historyCollection, entry.id)) !== undefined) throw alreadyAnswered()
    within.put(historyCollection, entry.id, entry)
  })
}

export async function finishEntry(vault: Vault, entry: HistoryEntry, outcome: HistoryOutcome): Promise<void> {
  await vault.put(historyCollection, entry.id, { ...entry, outcome })
}

/** Nothing was sent after all. */
export async function withdrawEntry(vault: Vault, entry: HistoryEntry): Promise<void> {
  await vault.delete(historyCollection, entry.id)
}

export function alreadyAnswered(): HolderError {
  return new HolderError(
    'already-answered',
    'This request was answered before, or an answer to it may have been sent; ask the service to ask again.',
  )
}
