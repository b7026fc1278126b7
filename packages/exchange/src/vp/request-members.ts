import {
  parseOpenid4vpAuthorizationRequest,
  validateOpenid4vpAuthorizationRequestPayload,
} from '@openid4vc/openid4vp'
import { ExchangeError } from '../exchange-error.ts'
import { permitLoopbackHttp, requireSecureUrl } from '../secure-url.ts'

/** The members of a request that this profile uses, each of the right type. */
export interface RequestMembers {
  readonly clientId: string
  readonly nonce: string
  readonly state?: string
  readonly responseUri: string
  /** As it came: `dcql` has not touched it yet. */
  readonly dcqlQuery: unknown
  /** As it came; undefined when the request is about no transaction. */
  readonly transactionData: unknown
  readonly clientMetadata: Record<string, unknown>
}

/** Reads the members of an opened request and refuses modes that would carry the answer another way.
 *  Throws ExchangeError 'request-malformed' | 'client-id-not-supported' | 'response-mode-not-supported' |
 *  'query-not-supported' | 'insecure-url'. */
export function readRequestMembers(payload: Record<string, unknown>): RequestMembers {
  const params = parseMembers(payload)

  if (!/^(decentralized_identifier:did:web:|redirect_uri:)/.test(params.client_id))
    throw new ExchangeError(
      'client-id-not-supported',
      'The service names itself in a way that this wallet cannot check.',
    )
  if (params.response_mode !== 'direct_post' || params.response_uri === undefined)
    throw new ExchangeError(
      'response-mode-not-supported',
      'The service wants its answer another way than posted directly (direct_post).',
    )
  if (params.dcql_query === undefined)
    throw new ExchangeError('query-not-supported', 'The request asks in another language than DCQL.')

  requireSecureUrl(params.response_uri)
  return {
    clientId: params.client_id,
    nonce: params.nonce,
    ...(params.state !== undefined && { state: params.state }),
    responseUri: params.response_uri,
    dcqlQuery: payload.dcql_query,
    transactionData: payload.transaction_data,
    clientMetadata: params.client_metadata ?? {},
  }
}

function parseMembers(payload: Record<string, unknown>) {
  permitLoopbackHttp()
  try {
    const parsed = parseOpenid4vpAuthorizationRequest({ authorizationRequest: payload })
    if (parsed.type !== 'openid4vp') throw new TypeError(`a request of type ${parsed.type}`)
    validateOpenid4vpAuthorizationRequestPayload({ params: parsed.params })
    return parsed.params
  } catch (cause) {
    throw new ExchangeError('request-malformed', 'Members of the request are missing or wrong.', { cause })
  }
}
