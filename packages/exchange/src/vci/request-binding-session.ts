import { ExchangeError } from '../exchange-error.ts'
import type { AccessToken } from './access-token.ts'
import { type BindingSession, parseBindingSession } from './binding-session.ts'
import { fetchJson } from './fetch-json.ts'
import type { IssuerMetadata } from './issuer-metadata.ts'
import { refuse } from './refusal.ts'

/** Opens a session for a bound credential: the identity record that will be sealed, and who could open it. Asking
 *  again ends the session before. Nothing in the answer is proved: compare the record with what the holder knows
 *  and the authority with the chain.
 *  Throws ExchangeError 'binding-not-offered' (the issuer binds no credential of this offer), 'token-invalid',
 *  'authority-unavailable', 'credential-refused', 'issuer-failed', 'issuer-unreachable' or 'insecure-url'. */
export async function requestBindingSession(options: {
  readonly metadata: IssuerMetadata
  readonly accessToken: AccessToken
  readonly fetch: typeof fetch
}): Promise<BindingSession> {
  const { metadata, accessToken } = options
  if (metadata.bindingEndpoint === undefined) throw refuse('binding-not-offered')
  const answer = await fetchJson({
    step: 'binding',
    url: metadata.bindingEndpoint,
    fetch: options.fetch,
    init: { method: 'POST', headers: { Authorization: `Bearer ${accessToken.value}` } },
  })
  const session = parseBindingSession(answer.body)
  if (!session) {
    throw new ExchangeError(
      'issuer-failed',
      'The issuer answered something that is no session for a binding. Try again later.',
    )
  }
  return session
}
