import { ExchangeError } from '../exchange-error.ts'
import type { AccessToken } from './access-token.ts'
import { type BoundCredentials, parseBoundMembers } from './bound-credentials.ts'
import { callIssuer } from './call-issuer.ts'
import type { IssuerMetadata } from './issuer-metadata.ts'
import { encodeBase64Url } from './octets.ts'
import { refuse } from './refusal.ts'
import { openVciClient } from './vci-client.ts'
import { bindingProofType } from './velum-binding-proof.ts'

/** Fetches bound credentials: one registration for all of them, each with a binding and a handle of its own.
 *  Nothing that comes is verified. The same call with the same registration brings the same credentials again while
 *  the access token lasts, so a lost answer can be asked for again; with 'nonce-invalid' or 'session-invalid' ask
 *  for a new session and nonce, and register again.
 *  Throws ExchangeError 'batch-too-large', 'configuration-unknown', 'token-invalid', 'nonce-invalid',
 *  'session-invalid', 'registration-invalid', 'registration-taken', 'second-pseudonym', 'authority-unavailable',
 *  'credential-refused', 'issuer-failed' or 'issuer-unreachable'. */
export async function requestBoundCredentials(options: {
  readonly metadata: IssuerMetadata
  readonly accessToken: AccessToken
  readonly configurationId: string
  /** The session, and a nonce of `requestNonce`, over which the registration was made. */
  readonly session: string
  readonly nonce: string
  /** Octets from `createRegistration`. */
  readonly registration: Uint8Array
  /** Credentials wanted, at most the session's `boundCredentials`. */
  readonly count: number
  readonly fetch: typeof fetch
}): Promise<BoundCredentials> {
  const { metadata, accessToken, configurationId, session, nonce, registration, count } = options
  if (count > metadata.batchSize) throw refuse('batch-too-large')
  if (!metadata.configurations[configurationId]?.bound) throw refuse('configuration-unknown')
  const client = openVciClient({ fetch: options.fetch })
  const answer = await callIssuer('credential', () =>
    client.retrieveCredentials({
      issuerMetadata: metadata.resolved,
      accessToken: accessToken.value,
      credentialConfigurationId: configurationId,
      // The library's type knows its own proof types alone; the specification leaves room for others.
      proofs: { [bindingProofType]: [encodeBase64Url(registration)] } as Record<string, string[]>,
      additionalRequestPayload: { velum_binding: { session, nonce, credentials: count } },
    }),
  )
  const body = answer.credentialResponse as Readonly<Record<string, unknown>>
  const credentials = readCredentials(body.credentials, count)
  const members = credentials && parseBoundMembers(body, credentials.length)
  if (!credentials || !members) {
    throw new ExchangeError(
      'issuer-failed',
      'The issuer answered something that is no bound credential. Try again later.',
    )
  }
  return { credentials, ...members }
}

/** As many as were asked for at most: each costs a wallet a verification. */
function readCredentials(listed: unknown, most: number): unknown[] | undefined {
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > most) return undefined
  return listed.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'credential' in entry ? entry.credential : entry,
  )
}
