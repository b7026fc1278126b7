import { ExchangeError } from '../exchange-error.ts'
import type { VciErrorCode } from './vci-error-code.ts'
import type { VciStep } from './vci-step.ts'

/** How a refusal travels: OAuth's error, which cannot tell a mistyped code from a used offer, and beside it
 *  our own code in the member `velum_error`, which foreign wallets ignore. */
export interface Refusal {
  readonly status: number
  readonly body: { readonly error: string; readonly error_description: string; readonly velum_error: string }
}

interface RefusalForm {
  readonly status: number
  readonly error: string
  readonly message: string
}

/** The refusals that an issuer sends. (OpenID4VCI 1.0 §6.3, §8.3.1.2; RFC 6750 §3.1) */
const forms = {
  'offer-not-found': {
    status: 404,
    error: 'invalid_request',
    message: 'This offer does not exist. Ask the issuer for a new one.',
  },
  'offer-expired': {
    status: 400,
    error: 'invalid_grant',
    message: 'This offer has expired. Ask the issuer for a new one.',
  },
  'offer-used': {
    status: 400,
    error: 'invalid_grant',
    message: 'This offer was used already. An offer works once; ask the issuer for a new one.',
  },
  'offer-locked': {
    status: 400,
    error: 'invalid_grant',
    message: 'The code was mistyped too often, so this offer is locked. Ask the issuer for a new one.',
  },
  'tx-code-wrong': {
    status: 400,
    error: 'invalid_grant',
    message: 'The code is wrong. Check it and try again; after some tries the offer is locked.',
  },
  'tx-code-missing': {
    status: 400,
    error: 'invalid_request',
    message: 'This offer needs the code that the issuer gave you by another way.',
  },
  'grant-refused': {
    status: 400,
    error: 'invalid_grant',
    message: 'The issuer refused the offer or its code. Check the code or ask for a new offer.',
  },
  'grant-not-supported': {
    status: 400,
    error: 'unsupported_grant_type',
    message: 'Only offers with a pre-authorized code are supported.',
  },
  'token-invalid': {
    status: 401,
    error: 'invalid_token',
    message: 'The permission to fetch this credential has ended. Start again from a new offer.',
  },
  'nonce-invalid': {
    status: 400,
    error: 'invalid_nonce',
    message: 'The nonce is unknown, used or too old. Ask for a new one.',
  },
  'proof-missing': {
    status: 400,
    error: 'invalid_proof',
    message: 'The request holds no proof of possession of type jwt.',
  },
  'proof-invalid': {
    status: 400,
    error: 'invalid_proof',
    message: 'The proof of possession is wrong: its signature, audience or time.',
  },
  'proof-not-supported': {
    status: 400,
    error: 'invalid_proof',
    message: 'The proof must be an EdDSA signature by a did:key with Ed25519.',
  },
  'binding-not-offered': {
    status: 400,
    error: 'invalid_request',
    message: 'This issuer binds no credential of this offer to its holder.',
  },
  'session-invalid': {
    status: 400,
    error: 'invalid_proof',
    message: 'The session for the binding is unknown, used or too old. Ask for a new one and register again.',
  },
  'registration-invalid': {
    status: 400,
    error: 'invalid_proof',
    message: 'The registration does not prove what it must: its session, nonce, record, template or secrets.',
  },
  'registration-taken': {
    status: 400,
    error: 'invalid_proof',
    message: 'This registration point belongs to somebody else. Register with secrets of your own.',
  },
  'second-pseudonym': {
    status: 400,
    error: 'credential_request_denied',
    message:
      'You are registered with other secrets, and nobody gets a second pseudonym. Restore your backup, or report the loss of your secrets to the issuer.',
  },
  'second-registration': {
    status: 400,
    error: 'credential_request_denied',
    message:
      'You are registered with another secret. Restore your backup, or report the loss of your device to the issuer.',
  },
  'independent-signature-missing': {
    status: 400,
    error: 'credential_request_denied',
    message:
      'Your sealed record carries an independent signature, and this one would replace it without. Attach one to the new record, or report the loss of your device to the issuer.',
  },
  'issuer-not-ready': {
    status: 503,
    error: 'temporarily_unavailable',
    message: 'The issuer is bringing a new key or template to the chain. Try again in a minute.',
  },
  'authority-unavailable': {
    status: 503,
    error: 'temporarily_unavailable',
    message: 'The authority that could open records is not recognised on the chain now. Try again later.',
  },
  'record-unknown': {
    status: 404,
    error: 'invalid_request',
    message: 'The issuer has no record at this address.',
  },
  'batch-too-large': {
    status: 400,
    error: 'invalid_credential_request',
    message: 'The request asks for more credentials at once than this issuer gives.',
  },
  'configuration-unknown': {
    status: 400,
    error: 'unknown_credential_configuration',
    message: 'This offer does not bring a credential of that kind.',
  },
  'token-request-malformed': {
    status: 400,
    error: 'invalid_request',
    message: 'The request for a token cannot be read as OpenID4VCI 1.0 asks.',
  },
  'request-malformed': {
    status: 400,
    error: 'invalid_credential_request',
    message: 'The request cannot be read as OpenID4VCI 1.0 asks.',
  },
  'credential-refused': {
    status: 400,
    error: 'credential_request_denied',
    message: 'The issuer does not give this credential. Ask it why.',
  },
  'issuer-failed': {
    status: 500,
    error: 'server_error',
    message: 'The issuer failed. Nothing was lost; try again later.',
  },
} as const satisfies Partial<Record<VciErrorCode, RefusalForm>>

/** The codes that an issuer sends to a wallet. */
export type RefusalCode = keyof typeof forms

/** The error to throw for a refusal, with the sentence that goes with its code. */
export function refuse(code: RefusalCode, options?: { readonly cause?: unknown }): ExchangeError {
  return new ExchangeError(code, forms[code].message, options)
}

/** The answer for an error: its refusal, or 'issuer-failed' for whatever is no refusal. */
export function createRefusal(error: unknown): Refusal {
  const code = error instanceof ExchangeError && isRefusalCode(error.code) ? error.code : 'issuer-failed'
  const { status, error: oauthError, message } = forms[code]
  return { status, body: { error: oauthError, error_description: message, velum_error: code } }
}

/** Reads an issuer's refusal: by our own member where there is one, else by OAuth's error. */
export function refusalByAnswer(answer: {
  readonly step: VciStep
  readonly status: number
  readonly body: unknown
  readonly cause?: unknown
}): ExchangeError {
  const body = typeof answer.body === 'object' && answer.body !== null ? answer.body : {}
  const own = 'velum_error' in body ? body.velum_error : undefined
  if (typeof own === 'string' && isRefusalCode(own)) return refuse(own, { cause: answer.cause })
  if (answer.step === 'offer' && (answer.status === 404 || answer.status === 410)) {
    return refuse('offer-not-found', { cause: answer.cause })
  }
  if (answer.step === 'record' && answer.status === 404)
    return refuse('record-unknown', { cause: answer.cause })
  const oauthError = 'error' in body && typeof body.error === 'string' ? body.error : undefined
  const code = oauthError === undefined ? undefined : codeOfOauthError[oauthError]
  return refuse(code ?? 'issuer-failed', { cause: answer.cause })
}

const codeOfOauthError: Readonly<Record<string, RefusalCode>> = {
  invalid_grant: 'grant-refused',
  invalid_request: 'grant-refused',
  unsupported_grant_type: 'grant-not-supported',
  invalid_client: 'grant-not-supported',
  invalid_token: 'token-invalid',
  invalid_nonce: 'nonce-invalid',
  invalid_proof: 'proof-invalid',
  invalid_credential_request: 'request-malformed',
  unknown_credential_configuration: 'configuration-unknown',
  credential_request_denied: 'credential-refused',
}

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(forms, code)
}
