import { ExchangeError } from '../exchange-error.ts'
import { requireSecureUrl } from '../secure-url.ts'

/** Far more than a request needs; keeps a hostile server from filling the wallet's memory. */
const maxLength = 65_536

/** Fetches a request object by reference. `GET` with a safelisted `Accept`, so a browser sends no preflight.
 *  Throws ExchangeError 'insecure-url' | 'verifier-unreachable' | 'request-not-found' |
 *  'request-answered' | 'request-malformed'. */
export async function fetchRequestObject(options: {
  readonly requestUri: string
  readonly fetch: typeof globalThis.fetch
}): Promise<string> {
  const url = requireSecureUrl(options.requestUri)
  const response = await options
    .fetch(url, {
      headers: { accept: 'application/oauth-authz-req+jwt' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    .catch((cause: unknown) => {
      throw new ExchangeError(
        'verifier-unreachable',
        `The service at ${url.host} cannot be reached. Check the connection and try again.`,
        { cause },
      )
    })
  if (response.status === 404 || response.status === 410)
    throw new ExchangeError(
      'request-not-found',
      'The service does not know this request any more. Ask the service for a new one.',
    )
  // Our verifier's word for a session that has had its answer.
  if (response.status === 409)
    throw new ExchangeError(
      'request-answered',
      'The service has an answer to this request already. Ask the service for a new one.',
    )
  if (!response.ok)
    throw new ExchangeError(
      'verifier-unreachable',
      `The service at ${url.host} does not hand out its request (status ${response.status}).`,
    )
  const text = await response.text()
  if (text.length > maxLength)
    throw new ExchangeError('request-malformed', 'The request is larger than any request may be.')
  return text.trim()
}
