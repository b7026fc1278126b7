import { ExchangeError } from '../exchange-error.ts'
import { requireSecureUrl } from '../secure-url.ts'
import type { AuthorizationResponse } from './authorization-response.ts'

/** What became of a posted answer. */
export type PostOutcome =
  /** The verifier took it. `redirectUri` is where the holder's browser should go next (same device only). */
  | { readonly status: 'delivered'; readonly redirectUri?: string }
  /** The verifier answered that it does not take it. */
  | { readonly status: 'refused'; readonly httpStatus: number; readonly error?: string }
  /** Perhaps delivered: the browser may not read the answer, or the connection broke. Never send it again. */
  | { readonly status: 'sent-unknown' }

const posted = new WeakSet<AuthorizationResponse>()

/** Posts an answer, once and without a second try (OpenID4VP 1.0 §8.2, `direct_post`).
 *
 *  A form-encoded POST without headers of ours is a "simple" request: a browser sends it before it knows
 *  whether the verifier allows it to read the answer (Fetch §3.3.2). When the verifier sends no CORS headers, or the
 *  connection breaks, `fetch` rejects with one and the same TypeError after the answer may have arrived. Whoever
 *  sends again then risks that the claims are shown twice and that the session, which answers once, calls it a
 *  replay. So every rejection is `sent-unknown`. Redirects are not followed: they would carry the claims on
 *  to an address that nobody consented to.
 *
 *  Throws ExchangeError 'insecure-url' | 'response-already-sent', before anything is sent. */
export async function postAuthorizationResponse(options: {
  readonly response: AuthorizationResponse
  readonly fetch: typeof globalThis.fetch
}): Promise<PostOutcome> {
  const { response, fetch } = options
  const url = requireSecureUrl(response.responseUri)
  if (posted.has(response))
    throw new ExchangeError(
      'response-already-sent',
      'This answer was sent before. Ask the service to ask again.',
    )
  posted.add(response)

  const request: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: response.body,
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  }
  let answer: Response
  try {
    answer = await fetch(url, request)
  } catch {
    return { status: 'sent-unknown' }
  }
  const body = await readJson(answer)
  if (!answer.ok)
    return {
      status: 'refused',
      httpStatus: answer.status,
      ...(typeof body.error === 'string' && { error: body.error }),
    }
  const redirectUri = redirectTarget(body.redirect_uri)
  return { status: 'delivered', ...(redirectUri !== undefined && { redirectUri }) }
}

/** A body that is missing or no JSON tells nothing; the status has already said what became of the answer. */
async function readJson(answer: Response): Promise<Record<string, unknown>> {
  try {
    const json: unknown = await answer.json()
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Only web addresses: the wallet navigates there, and a `javascript:` address would run inside it. */
function redirectTarget(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return requireSecureUrl(value).href
  } catch {
    return undefined
  }
}
