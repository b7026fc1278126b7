import { InvalidFetchResponseError, Oauth2ClientErrorResponseError } from '@openid4vc/oauth2'
import { Openid4vciRetrieveCredentialsError } from '@openid4vc/openid4vci'
import { ExchangeError } from '../exchange-error.ts'
import { refusalByAnswer } from './refusal.ts'
import type { VciErrorCode } from './vci-error-code.ts'
import type { VciStep } from './vci-step.ts'

/** Runs a step of the library and turns whatever it throws into an ExchangeError with a plain message. */
export async function callIssuer<T>(step: VciStep, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw explain(step, error)
  }
}

function explain(step: VciStep, error: unknown): ExchangeError {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof ExchangeError) return inner
  }
  if (error instanceof Oauth2ClientErrorResponseError) {
    return refusalByAnswer({ step, status: error.response.status, body: error.errorResponse, cause: error })
  }
  if (error instanceof InvalidFetchResponseError) {
    const body = parseJson(error.textResponse)
    return refusalByAnswer({ step, status: error.response.status, body, cause: error })
  }
  if (error instanceof Openid4vciRetrieveCredentialsError && !error.response.response.ok) {
    const { response, credentialErrorResponseResult } = error.response
    const body = credentialErrorResponseResult?.data
    return refusalByAnswer({ step, status: response.status, body, cause: error })
  }
  return new ExchangeError(malformed[step], malformedMessage[step], { cause: error })
}

const malformed: Record<VciStep, VciErrorCode> = {
  offer: 'offer-malformed',
  metadata: 'issuer-metadata-invalid',
  token: 'issuer-failed',
  nonce: 'issuer-failed',
  binding: 'issuer-failed',
  credential: 'issuer-failed',
  record: 'issuer-failed',
}

const malformedMessage: Record<VciStep, string> = {
  offer: 'The offer cannot be read. Ask the issuer for a new link.',
  metadata: 'The issuer does not describe itself as OpenID4VCI 1.0 asks. Nothing was sent to it.',
  token: 'The issuer answered something that is no access token. Try again later.',
  nonce: 'The issuer answered something that is no nonce. Try again later.',
  binding: 'The issuer answered something that is no session for a binding. Try again later.',
  credential: 'The issuer answered something that is no credential. Try again later.',
  record: 'The issuer answered something that tells nothing about a record. Try again later.',
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
