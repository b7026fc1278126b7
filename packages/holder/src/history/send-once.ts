import { type AuthorizationResponse, ExchangeError, postAuthorizationResponse } from '@velum/exchange'
import type { AnswerOutcome } from '../requests/answer.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { beginEntry, finishEntry, withdrawEntry } from './history-collection.ts'
import type { HistoryEntry } from './history-entry.ts'

/** Writes the entry, sends the answer, and writes what came of it. An interruption in between leaves `sending`, and
 *  nothing sends again. Throws HolderError 'already-answered', VaultError; and ExchangeError when nothing was sent. */
export async function sendOnce(
  { vault, fetch }: WalletWorld,
  entry: HistoryEntry,
  response: AuthorizationResponse,
): Promise<AnswerOutcome> {
  await beginEntry(vault, entry)
  const posted = await postAuthorizationResponse({ response, fetch }).catch(async (error: unknown) => {
    if (error instanceof ExchangeError) await withdrawEntry(vault, entry)
    throw error
  })
  // The vault may have been locked meanwhile. The answer is out, and saying so matters more than the note of it, which
  // then stays at `sending`.
  await finishEntry(vault, entry, posted.status).catch(() => undefined)
  switch (posted.status) {
    case 'delivered':
      return {
        kind: 'delivered',
        ...(posted.redirectUri !== undefined && { redirectUri: posted.redirectUri }),
      }
    case 'refused':
      return { kind: 'refused', ...(posted.error !== undefined && { error: posted.error }) }
    default:
      return { kind: 'sent-unknown' }
  }
}
