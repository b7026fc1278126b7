import { createOpenid4vpAuthorizationRequest } from '@openid4vc/openid4vp'
import type { LocalizedText } from '@velum/credential'
import { SignJWT, UnsecuredJWT } from 'jose'
import { permitLoopbackHttp, requireSecureUrl } from '../secure-url.ts'
import { purposeMember, walletAudience } from './authorization-request.ts'
import type { DcqlQuery } from './dcql-query.ts'
import { type RequestSigner, signingKey } from './request-signer.ts'

/** What a verifier puts into a request. */
export interface AuthorizationRequestOptions {
  /** Without a signer the request is unsigned and wallets show its host as unproved. */
  readonly signer?: RequestSigner
  readonly query: DcqlQuery
  /** Where the wallet posts its answer. */
  readonly responseUri: string
  /** At least 128 random bits, base64url. */
  readonly nonce: string
  readonly state: string
  readonly name?: LocalizedText
  readonly purpose?: LocalizedText
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** A request object, ready to be served at its request URI as `application/oauth-authz-req+jwt`. */
export interface CreatedRequest {
  /** The full client identifier: what the presentation's `domain` must be. */
  readonly clientId: string
  readonly requestObject: string
}

/** The client identifier of a verifier (OpenID4VP 1.0 §5.9.3). */
export function clientIdOf(options: {
  readonly signer?: RequestSigner
  readonly responseUri: string
}): string {
  return options.signer
    ? `decentralized_identifier:${options.signer.did}`
    : `redirect_uri:${options.responseUri}`
}

/** Makes a request object: a JAR (RFC 9101) signed with EdDSA, or one with `alg: none`, which is the only way
 *  to serve a `redirect_uri:` request by reference. */
export async function createAuthorizationRequest(
  options: AuthorizationRequestOptions,
): Promise<CreatedRequest> {
  permitLoopbackHttp()
  requireSecureUrl(options.responseUri)
  const clientId = clientIdOf(options)
  const { authorizationRequestPayload } = await createOpenid4vpAuthorizationRequest({
    authorizationRequestPayload: {
      response_type: 'vp_token',
      response_mode: 'direct_post',
      client_id: clientId,
      response_uri: options.responseUri,
      nonce: options.nonce,
      state: options.state,
      dcql_query: options.query as unknown as Record<string, unknown>,
      client_metadata: clientMetadata(options.name),
      ...(options.purpose && { [purposeMember]: options.purpose }),
    },
    callbacks: { signJwt: unused, encryptJwe: unused },
  })
  const payload = { ...authorizationRequestPayload, aud: walletAudience }
  return { clientId, requestObject: await encode(payload, options) }
}

async function encode(
  payload: Record<string, unknown>,
  { signer, issuedAt, expiresAt }: AuthorizationRequestOptions,
): Promise<string> {
  if (!signer) return new UnsecuredJWT(payload).setIssuedAt(issuedAt).setExpirationTime(expiresAt).encode()
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', kid: signer.keyId, typ: 'oauth-authz-req+jwt' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(await signingKey(signer.secretKey))
}

function clientMetadata(name: LocalizedText | undefined) {
  return {
    ...(name && { client_name: name.en, 'client_name#en': name.en, 'client_name#zh': name.zh }),
    vp_formats_supported: {
      ldp_vc: {
        proof_type_values: ['DataIntegrityProof'] as [string],
        cryptosuite_values: ['bbs-2023', 'eddsa-rdfc-2022'] as [string, string],
      },
    },
  }
}

/** The library signs with its own clock, so it only checks the members here and `jose` signs. */
function unused(): never {
  throw new TypeError('Requests are signed outside the library.')
}
