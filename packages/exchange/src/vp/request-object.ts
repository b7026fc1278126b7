import type { DidResolver } from '@velum/did'
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, UnsecuredJWT } from 'jose'
import { ExchangeError } from '../exchange-error.ts'
import { verificationKey } from './verification-key.ts'

/** A request whose signature, if any, holds. */
export interface OpenedRequest {
  readonly payload: Record<string, unknown>
  /** The did:web whose key signed; undefined for an unsigned request. */
  readonly signedBy?: string
  readonly issuedAt?: Date
  readonly expiresAt?: Date
}

/** Opens a request object (RFC 9101) and checks its signature and its time.
 *  Throws ExchangeError 'request-malformed' | 'request-expired' | 'request-signature-invalid' |
 *  'client-id-not-supported', and what the resolver throws. */
export async function openRequestObject(options: {
  readonly requestObject: string
  readonly resolver: DidResolver
  readonly now: () => Date
}): Promise<OpenedRequest> {
  const { requestObject, resolver, now } = options
  const header = readHeader(requestObject)
  if (header.alg === 'none') return unsigned(requestObject, now())

  if (header.typ !== 'oauth-authz-req+jwt')
    throw new ExchangeError('request-malformed', 'What is signed is not a request.')
  if (header.kid === undefined || !header.kid.startsWith('did:web:'))
    throw new ExchangeError(
      'client-id-not-supported',
      'The request is signed with a key of another kind than did:web, which proves no host.',
    )
  const did = header.kid.split('#')[0] as string
  // Many people may have a path of one host each: such a DID would show the host's name for any of them.
  if (did.split(':').length !== 3)
    throw new ExchangeError(
      'client-id-not-supported',
      'The request is signed in the name of a page on a host, which proves nothing about the host.',
    )
  const key = await verificationKey({ document: await resolver.resolve(did), keyId: header.kid })
  if (key === undefined)
    throw new ExchangeError('request-signature-invalid', 'The service does not publish the key that signed.')
  const verified = jwtVerify(requestObject, key, {
    algorithms: ['EdDSA', 'Ed25519', 'ES256'],
    currentDate: now(),
  })
  const { payload } = await verified.catch((cause) => {
    if (cause instanceof errors.JWTExpired) throw expired(cause)
    throw new ExchangeError('request-signature-invalid', 'The signature of the request is wrong.', { cause })
  })
  return { payload, signedBy: did, ...times(payload) }
}

function readHeader(requestObject: string): { alg?: string; typ?: string; kid?: string } {
  try {
    return decodeProtectedHeader(requestObject)
  } catch (cause) {
    throw malformed(cause)
  }
}

function unsigned(requestObject: string, currentDate: Date): OpenedRequest {
  const payload = decodeUnsigned(requestObject, currentDate)
  return { payload, ...times(payload) }
}

function decodeUnsigned(requestObject: string, currentDate: Date): JWTPayload {
  try {
    return UnsecuredJWT.decode(requestObject, { currentDate }).payload
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw expired(cause)
    throw malformed(cause)
  }
}

/** `jose` has seen that both are numbers. A time is taken up by proofs in whole seconds; another one must not pass for none. */
function times({ iat, exp }: JWTPayload): Pick<OpenedRequest, 'issuedAt' | 'expiresAt'> {
  if (iat !== undefined && !Number.isSafeInteger(iat))
    throw new ExchangeError(
      'request-malformed',
      'The request does not say in whole seconds when it was made.',
    )
  return {
    ...(iat !== undefined && { issuedAt: new Date(iat * 1000) }),
    ...(exp !== undefined && { expiresAt: new Date(exp * 1000) }),
  }
}

function expired(cause: Error): ExchangeError {
  return new ExchangeError('request-expired', 'The request is too old. Ask the service for a new one.', {
    cause,
  })
}

function malformed(cause: unknown): ExchangeError {
  const detail = cause instanceof errors.JOSEError ? ` (${cause.code})` : ''
  return new ExchangeError('request-malformed', `The service's request cannot be read${detail}.`, { cause })
}
