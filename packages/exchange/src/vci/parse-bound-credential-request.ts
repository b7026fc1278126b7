import { decodeBase64Url } from './octets.ts'
import { refuse } from './refusal.ts'
import { requestedConfiguration } from './requested-configuration.ts'
import { bindingProofType } from './velum-binding-proof.ts'

/** A registration is a few hundred octets, and some kilobytes with a certificate. */
const longestRegistration = 16 * 1024

/** A request for bound credentials. Nothing in it is verified. */
export interface BoundCredentialRequest {
  readonly configurationId: string
  /** What `verifyRegistration` reads. */
  readonly registration: Uint8Array
  /** The session and the nonce that the registration says it is about. */
  readonly session: string
  readonly nonce: string
  /** How many credentials are asked for. */
  readonly count: number
}

/** Reads a request for bound credentials: exactly one proof, of type `velum_binding`, and its session and nonce.
 *  Verifies nothing: the registration is the caller's to verify.
 *  Throws ExchangeError 'request-malformed', 'configuration-unknown', 'proof-missing', 'proof-not-supported' or
 *  'batch-too-large'. (OpenID4VCI 1.0 §8.2, appendix F) */
export function parseBoundCredentialRequest(options: {
  readonly body: unknown
  /** The one configuration that the token's offer brings. */
  readonly configurationId: string
  readonly batchSize: number
}): BoundCredentialRequest {
  const configurationId = requestedConfiguration(options.body)
  if (configurationId !== options.configurationId) throw refuse('configuration-unknown')
  const { proofs, velum_binding: members } = options.body as Readonly<Record<string, unknown>>
  const kinds = Object.entries(asRecord(proofs))
  if (kinds.length === 0) throw refuse('proof-missing')
  const [kind, values] = kinds[0] ?? []
  if (kind !== bindingProofType || kinds.length > 1) throw refuse('proof-not-supported')
  if (!Array.isArray(values) || values.length !== 1) throw refuse('proof-missing')
  const registration = decodeBase64Url(values[0])
  if (!registration || registration.length > longestRegistration) throw refuse('registration-invalid')

  const { session, nonce, credentials: count = 1 } = asRecord(members)
  if (typeof session !== 'string' || typeof nonce !== 'string') throw refuse('request-malformed')
  if (!Number.isSafeInteger(count) || (count as number) < 1) throw refuse('request-malformed')
  if ((count as number) > options.batchSize) throw refuse('batch-too-large')
  return { configurationId, registration, session, nonce, count: count as number }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
