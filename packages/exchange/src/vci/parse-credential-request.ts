import { Oauth2ServerErrorResponseError } from '@openid4vc/oauth2'
import { Openid4vciIssuer } from '@openid4vc/openid4vci'
import { decodeJwt } from 'jose'
import { ExchangeError } from '../exchange-error.ts'
import { permitLoopbackHttp } from '../secure-url.ts'
import type { IssuerDocuments } from './create-issuer-metadata.ts'
import { refuse } from './refusal.ts'
import { requestedConfiguration } from './requested-configuration.ts'
import { resolveDocuments } from './resolve-documents.ts'
import { serverCallbacks } from './vci-issuer.ts'

/** A proof older than this, or from further in the future, is refused. */
const proofLifetimeMilliseconds = 5 * 60_000

/** A credential request whose proofs hold. */
export interface CredentialRequest {
  readonly configurationId: string
  /** The one nonce of all proofs: whether it is fresh is for the caller to check, and to check once. */
  readonly nonce: string
  /** How many credentials are asked for: one for each proof, every proof by another key. */
  readonly count: number
}

/** Reads a credential request and verifies its key proofs: signature by a did:key with Ed25519, audience,
 *  time, no key twice, one nonce for all. Does not check that the nonce is one of ours.
 *  Throws ExchangeError 'request-malformed', 'configuration-unknown', 'batch-too-large', 'proof-missing',
 *  'proof-invalid', 'proof-not-supported' or 'nonce-invalid'. (OpenID4VCI 1.0 §8.2) */
export async function parseCredentialRequest(options: {
  readonly body: unknown
  readonly documents: IssuerDocuments
  readonly batchSize: number
  readonly now: () => Date
}): Promise<CredentialRequest> {
  permitLoopbackHttp()
  const issuer = new Openid4vciIssuer({ callbacks: serverCallbacks })
  const issuerMetadata = resolveDocuments(options.documents)
  const wanted = requestedConfiguration(options.body)
  if (!issuerMetadata.knownCredentialConfigurations[wanted]) throw refuse('configuration-unknown')
  const { proofs } = parse(() =>
    issuer.parseCredentialRequest({
      issuerMetadata,
      credentialRequest: options.body as Record<string, unknown>,
    }),
  )
  const jwts = proofs?.jwt ?? []
  if (jwts.length === 0) throw refuse('proof-missing')
  if (jwts.length > options.batchSize) throw refuse('batch-too-large')

  const nonce = nonceOf(jwts[0] ?? '')
  const now = options.now()
  const holders = new Set<string>()
  for (const jwt of jwts) {
    const { header, payload } = await verifying(() =>
      issuer.verifyCredentialRequestJwtProof({ issuerMetadata, jwt, expectedNonce: nonce, now }),
    )
    if (Math.abs(payload.iat * 1000 - now.getTime()) > proofLifetimeMilliseconds)
      throw refuse('proof-invalid')
    holders.add(header.kid ?? '')
  }
  if (holders.size !== jwts.length) throw refuse('proof-invalid')
  return { configurationId: wanted, nonce, count: jwts.length }
}

function nonceOf(jwt: string): string {
  let nonce: unknown
  try {
    nonce = decodeJwt(jwt).nonce
  } catch (cause) {
    throw refuse('proof-invalid', { cause })
  }
  if (typeof nonce !== 'string' || nonce === '') throw refuse('nonce-invalid')
  return nonce
}

function parse<T>(run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw refuse('request-malformed', { cause })
  }
}

async function verifying<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    for (let inner = error; inner instanceof Error; inner = inner.cause) {
      if (inner instanceof ExchangeError) throw inner
    }
    if (error instanceof Oauth2ServerErrorResponseError) throw refuse('proof-invalid', { cause: error })
    throw refuse('proof-invalid', { cause: error })
  }
}
