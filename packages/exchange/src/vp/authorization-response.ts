import type { AuthorizationRequest } from './authorization-request.ts'

/** An answer ready to be posted, once. */
export interface AuthorizationResponse {
  readonly responseUri: string
  /** `application/x-www-form-urlencoded`; holds the disclosed claims: never log it. */
  readonly body: string
}

/** Presentations by the id of the credential query that each answers. */
export type Presentations = Readonly<Record<string, readonly [object, ...object[]]>>

/** Builds the answer to a request (OpenID4VP 1.0 §8.1). */
export function createAuthorizationResponse(options: {
  readonly request: AuthorizationRequest
  readonly presentations: Presentations
}): AuthorizationResponse {
  return form(options.request, { vp_token: JSON.stringify(options.presentations) })
}

/** Builds the answer of a holder who does not want to show anything (OpenID4VP 1.0 §8.5). */
export function createAuthorizationRefusal(options: {
  readonly request: AuthorizationRequest
}): AuthorizationResponse {
  return form(options.request, { error: 'access_denied' })
}

function form(request: AuthorizationRequest, members: Record<string, string>): AuthorizationResponse {
  const body = new URLSearchParams(members)
  if (request.state !== undefined) body.set('state', request.state)
  return { responseUri: request.responseUri, body: body.toString() }
}
