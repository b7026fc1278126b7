import { ExchangeError } from '../exchange-error.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { asksForStatements } from './dcql-query.ts'

/** How far a request's time may be from the wallet's clock: the time is under the proofs of bound credentials, an opener
 *  judges by it which keys and epochs were in force, and a request of yesterday is one that somebody kept. */
const toleranceMs = 300_000

/** Refuses a request whose time is too far from the wallet's clock, whatever it asks, and one for statements that has no
 *  time. Services that know no statements need not say when they asked (OpenID4VP 1.0 §5).
 *  Throws ExchangeError 'request-time-off'. */
export function requireTimely(
  { query, issuedAt }: Pick<AuthorizationRequest, 'query' | 'issuedAt'>,
  now: Date,
): void {
  if (issuedAt === undefined && !asksForStatements(query)) return
  if (issuedAt !== undefined && Math.abs(now.getTime() - issuedAt.getTime()) <= toleranceMs) return
  throw new ExchangeError(
    'request-time-off',
    issuedAt === undefined
      ? 'The request asks for proofs and does not say when it was made. Ask the service for a new one.'
      : "The request's time is more than five minutes off this clock. Check the clock, or ask for a new request.",
  )
}
