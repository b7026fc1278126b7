import { ExchangeError } from '../exchange-error.ts'
import type { AccessToken } from './access-token.ts'
import { callIssuer } from './call-issuer.ts'
import type { IssuerMetadata } from './issuer-metadata.ts'
import { proofKeyId } from './key-proof.ts'
import type { ProofKey } from './proof-key.ts'
import { refuse } from './refusal.ts'
import { requestNonce } from './request-nonce.ts'
import { openVciClient } from './vci-client.ts'

interface CredentialsRequest {
  readonly metadata: IssuerMetadata
  readonly accessToken: AccessToken
  readonly configurationId: string
  /** One-time keys, one for each credential wanted; at most `metadata.batchSize`. */
  readonly keys: readonly ProofKey[]
  readonly fetch: typeof fetch
  readonly now: () => Date
}

/** Fetches the credentials of one configuration: asks for a nonce, proves freshness with each key and asks
 *  once more when the nonce was too old. Gives as many credentials as the issuer saw fit, at most one a key,
 *  exactly as they came: **not verified**. The same access token brings the same credentials again while it
 *  lasts, so a lost answer can be asked for again.
 *  Throws ExchangeError 'batch-too-large', 'configuration-unknown', 'token-invalid', 'nonce-invalid',
 *  'proof-invalid', 'credential-refused', 'issuer-failed' or 'issuer-unreachable'. (OpenID4VCI 1.0 §8) */
export async function requestCredentials(options: CredentialsRequest): Promise<unknown[]> {
  const { metadata, configurationId, keys } = options
  if (keys.length > metadata.batchSize) throw refuse('batch-too-large')
  if (!metadata.configurations[configurationId]) throw refuse('configuration-unknown')
  try {
    return await requestOnce(options)
  } catch (error) {
    if (!(error instanceof ExchangeError && error.code === 'nonce-invalid')) throw error
    return await requestOnce(options)
  }
}

async function requestOnce(options: CredentialsRequest): Promise<unknown[]> {
  const { metadata, configurationId, keys } = options
  const nonce = await requestNonce({ metadata, fetch: options.fetch })
  const client = openVciClient({ fetch: options.fetch, keys })
  const proofs: string[] = []
  for (const { publicKey } of keys) {
    const { jwt } = await client.createCredentialRequestJwtProof({
      issuerMetadata: metadata.resolved,
      credentialConfigurationId: configurationId,
      signer: { method: 'did', alg: 'EdDSA', didUrl: proofKeyId(publicKey) },
      issuedAt: options.now(),
      ...(nonce === undefined ? {} : { nonce }),
    })
    proofs.push(jwt)
  }
  const answer = await callIssuer('credential', () =>
    client.retrieveCredentials({
      issuerMetadata: metadata.resolved,
      accessToken: options.accessToken.value,
      credentialConfigurationId: configurationId,
      proofs: { jwt: proofs },
    }),
  )
  const { credentials, credential } = answer.credentialResponse
  return (credentials ?? [credential]).map((entry) =>
    typeof entry === 'object' && entry !== null && 'credential' in entry ? entry.credential : entry,
  )
}
