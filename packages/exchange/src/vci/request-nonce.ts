import { callIssuer } from './call-issuer.ts'
import type { IssuerMetadata } from './issuer-metadata.ts'
import { openVciClient } from './vci-client.ts'

/** Asks the issuer for a fresh `c_nonce`, or gives undefined when it has no nonce endpoint.
 *  Throws ExchangeError 'issuer-unreachable' or 'issuer-failed'. (OpenID4VCI 1.0 §7) */
export async function requestNonce(options: {
  readonly metadata: IssuerMetadata
  readonly fetch: typeof fetch
}): Promise<string | undefined> {
  const { resolved } = options.metadata
  if (resolved.credentialIssuer.nonce_endpoint === undefined) return undefined
  const client = openVciClient({ fetch: options.fetch })
  const answer = await callIssuer('nonce', () => client.requestNonce({ issuerMetadata: resolved }))
  return answer.c_nonce
}
