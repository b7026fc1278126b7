import type { LocalizedText } from '@velum/credential'
import { ExchangeError } from '../exchange-error.ts'
import { requireSecureUrl } from '../secure-url.ts'
import { linkParameters } from './request-link.ts'

/** A service's request to show control of a public DID, served as JSON at the address in a sign-in link. */
export interface SignInChallenge {
  /** At least 128 random bits, base64url. Taken once. */
  readonly challenge: string
  /** Host (with port) of the service: what the wallet shows. */
  readonly domain: string
  /** Origin of the service; the token is made out to it. */
  readonly audience: string
  /** Where the token is posted, at the same origin. */
  readonly responseUri: string
  readonly purpose: LocalizedText
  /** ISO 8601 with `Z`. */
  readonly expiresAt: string
}

/** Fetches the challenge that a sign-in link names. Its host is proved by TLS alone, so everything in it must
 *  be of the one origin that served it; a service that hands on another's challenge is refused.
 *  Throws ExchangeError 'challenge-malformed' | 'challenge-expired' | 'challenge-host-mismatch' |
 *  'request-answered' | 'insecure-url' | 'verifier-unreachable'. */
export async function fetchSignInChallenge(options: {
  readonly link: string
  readonly fetch: typeof globalThis.fetch
  readonly now: () => Date
}): Promise<SignInChallenge> {
  const address = linkParameters(options.link).get('challenge_uri')
  if (address === null) throw malformed('The link names no sign-in.')
  const url = requireSecureUrl(address)
  const challenge = parseSignInChallenge(await fetchJson(url, options.fetch))

  const sameOrigin =
    challenge.audience === url.origin &&
    challenge.domain === url.host &&
    requireSecureUrl(challenge.responseUri).origin === url.origin
  if (!sameOrigin)
    throw new ExchangeError(
      'challenge-host-mismatch',
      `The service at ${url.host} asks you to sign in somewhere else. Do not go on.`,
    )
  if (Date.parse(challenge.expiresAt) <= options.now().getTime())
    throw new ExchangeError('challenge-expired', 'The sign-in is too old. Start it again at the service.')
  return challenge
}

function parseSignInChallenge(json: unknown): SignInChallenge {
  const { challenge, domain, audience, responseUri, purpose, expiresAt } = (json ?? {}) as Record<
    string,
    unknown
  >
  const texts = [challenge, domain, audience, responseUri, expiresAt]
  const { en, zh } = (purpose ?? {}) as Record<string, unknown>
  const valid =
    [...texts, en, zh].every((text) => typeof text === 'string' && text.length > 0 && text.length <= 500) &&
    /^[\w-]{22,}$/.test(challenge as string) &&
    !Number.isNaN(Date.parse(expiresAt as string))
  if (!valid) throw malformed("The service's sign-in cannot be read.")
  return { challenge, domain, audience, responseUri, purpose: { en, zh }, expiresAt } as SignInChallenge
}

const refusals: Readonly<Record<number, 'request-answered' | 'challenge-expired'>> = {
  409: 'request-answered',
  410: 'challenge-expired',
}

async function fetchJson(url: URL, fetch: typeof globalThis.fetch): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    })
    if (response.status === 404) return undefined
    const code = refusals[response.status]
    if (code) throw new ExchangeError(code, 'The sign-in is over. Start it again at the service.')
    if (!response.ok) throw new TypeError(`status ${response.status}`)
    return await response.json()
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause
    throw new ExchangeError(
      'verifier-unreachable',
      `The service at ${url.host} cannot be reached. Check the connection and try again.`,
      { cause },
    )
  }
}

function malformed(message: string): ExchangeError {
  return new ExchangeError('challenge-malformed', message)
}
