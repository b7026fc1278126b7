import type { Started } from '../start.ts'
import { pause } from './pause.ts'

/** What the element asks the verifier for. */
export interface SessionRequest {
  /** Where the verifier's handler is mounted, such as `/velum`. */
  readonly endpoint: string
  readonly body: {
    readonly request?: string
    readonly signIn?: true
    readonly reference?: string
    readonly walletUrl?: string
  }
  readonly fetch: typeof globalThis.fetch
}

/** Starts a request at the verifier. Rejects when the service does not answer or refuses. */
export async function startRequest({ endpoint, body, fetch }: SessionRequest): Promise<Started> {
  const response = await fetch(`${endpoint}/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok)
    throw new TypeError(`The verifier does not start the request (status ${response.status}).`)
  return response.json() as Promise<Started>
}

/** Asks every two seconds whether the wallet on the other device has answered, where there may be one. Resolves to `answered`, to `expired`, or to
 *  `stopped` once `signal` says so. A request that fails on the way is asked again. */
export async function waitForAnswer(options: {
  readonly started: Started
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly pollSeconds?: number
}): Promise<'answered' | 'expired' | 'stopped'> {
  const { started, fetch, now, signal, pollSeconds = 2 } = options
  for (;;) {
    await pause(pollSeconds * 1000, signal)
    if (signal.aborted) return 'stopped'
    const { crossDevice } = started
    const status = crossDevice && (await readStatus(crossDevice.outcomeUrl, fetch))
    if (status === 'unavailable') return 'expired'
    if (status !== undefined && status !== 'waiting') return 'answered'
    // A wallet may have opened the link in the last moment: the service knows until when it answers.
    if (status === 'waiting') continue
    if (Date.parse(started.expiresAt) <= now().getTime()) return 'expired'
  }
}

async function readStatus(url: string, fetch: typeof globalThis.fetch): Promise<string | undefined> {
  try {
    const response = await fetch(url, { cache: 'no-store' })
    return response.ok ? ((await response.json()) as { status: string }).status : undefined
  } catch {
    return undefined // offline for a moment: the phone may answer meanwhile
  }
}
