import type { Hex } from './address.ts'
import { refusal, refusalNamed } from './refusal.ts'
import { type ChangeRefusal, RegistryError, type RegistryErrorCode } from './registry-error.ts'
import type { SignedChange } from './signed-change.ts'

export interface RelayOptions {
  relayerUrl: string
  change: SignedChange
  fetch: typeof fetch
}

/** What a relayer answers when it does not send a change. */
export interface RelayerProblem {
  error: RegistryErrorCode
  message: string
  reason?: ChangeRefusal
}

const TIMEOUT_MS = 60_000
const PROBLEMS: ReadonlySet<string> = new Set<RegistryErrorCode>([
  'invalid-change',
  'too-many-changes',
  'chain-unreachable',
  'chain-error',
  'payer-unfunded',
])

/** Hands a signed change to a relayer; returns the hash of its transaction. Throws RegistryError with the relayer's
 *  own code, or 'relayer-unreachable'. Sending the same change again is harmless: it counts once. */
export async function relayChange({ relayerUrl, change, fetch }: RelayOptions): Promise<Hex> {
  let answer: Partial<RelayerProblem & { transactionHash: Hex }> | null
  try {
    const response = await fetch(relayerUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    answer = (await response.json()) as typeof answer
  } catch (cause) {
    throw new RegistryError('relayer-unreachable', 'The relayer does not answer; try again later.', { cause })
  }
  if (typeof answer?.transactionHash === 'string') return answer.transactionHash
  if (answer?.error === 'change-refused') throw refusal(refusalNamed(answer.reason))
  if (answer?.error !== undefined && PROBLEMS.has(answer.error)) {
    throw new RegistryError(answer.error, `The relayer did not send the change: ${answer.message}`)
  }
  throw new RegistryError('relayer-unreachable', 'What answers at the relayer’s address is not a relayer.')
}
