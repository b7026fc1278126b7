import {
  Oauth2AuthorizationServer,
  Oauth2ServerErrorResponseError,
  preAuthorizedCodeGrantIdentifier,
} from '@openid4vc/oauth2'
import { permitLoopbackHttp } from '../secure-url.ts'
import { refuse } from './refusal.ts'
import { serverCallbacks } from './vci-issuer.ts'

/** What a wallet sends for an access token. */
export interface TokenRequest {
  readonly preAuthorizedCode: string
  readonly txCode?: string
}

/** Reads a token request for a pre-authorized code; checks neither code.
 *  Throws ExchangeError 'token-request-malformed' or 'grant-not-supported'. (OpenID4VCI 1.0 §6.1) */
export function parseTokenRequest(request: { readonly form: string; readonly url: string }): TokenRequest {
  permitLoopbackHttp()
  const server = new Oauth2AuthorizationServer({ callbacks: serverCallbacks })
  try {
    const { grant } = server.parseAccessTokenRequest({
      request: { headers: new Headers(), method: 'POST', url: request.url },
      accessTokenRequest: Object.fromEntries(new URLSearchParams(request.form)),
    })
    if (grant.grantType !== preAuthorizedCodeGrantIdentifier) throw refuse('grant-not-supported')
    return {
      preAuthorizedCode: grant.preAuthorizedCode,
      ...(grant.txCode === undefined ? {} : { txCode: grant.txCode }),
    }
  } catch (cause) {
    if (!(cause instanceof Oauth2ServerErrorResponseError)) throw cause
    const unsupported = cause.errorResponse.error === 'unsupported_grant_type'
    throw refuse(unsupported ? 'grant-not-supported' : 'token-request-malformed', { cause })
  }
}
