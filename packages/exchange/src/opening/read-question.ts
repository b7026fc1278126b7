import type { BoundExpectations } from '@velum/credential'
import { decodeJwt } from 'jose'
import { ExchangeError } from '../exchange-error.ts'
import { boundExpectations } from '../vp/bound-expectations.ts'
import { type DcqlQuery, parseQuery, statementsOf } from '../vp/dcql-query.ts'
import { parseTransactionData, type TransactionDescription } from '../vp/transaction.ts'
import type { Evidence } from './evidence.ts'

/** The question behind a presentation, as far as a proof covers it. Purpose and name of the service, which the request object holds
 *  too, no proof covers: they are not here. */
export interface EvidencedQuestion {
  readonly expectations: BoundExpectations
  /** What the holder agreed to, in the words that were shown; undefined where the presentation proves presence only. */
  readonly transaction?: TransactionDescription
}

/** Reads the question from evidence. That the holder answered this question, and no other, is what verifying the presentation
 *  against `expectations` shows. Throws ExchangeError 'evidence-malformed' when it cannot be read, and 'evidence-contradictory'
 *  when the request object and the transcript are not of one question. */
export function readQuestion({ requestObject, transcript }: Evidence): EvidencedQuestion {
  const payload = readPayload(requestObject)
  const { nonce, audience, time, transaction, authority } = transcript
  const query = readQuery(payload.dcql_query)
  const encoded = payload.transaction_data === undefined ? null : (payload.transaction_data as unknown[])[0]
  if (
    payload.nonce !== nonce ||
    payload.client_id !== audience ||
    payload.iat !== time ||
    encoded !== transaction ||
    !asksFor(query, authority)
  ) {
    throw new ExchangeError(
      'evidence-contradictory',
      'The evidence holds another question than the one that it says was answered.',
    )
  }
  const ids = query.credentials.map(({ id }) => id)
  const words = transaction === null ? undefined : readTransaction(transaction, ids)
  return {
    expectations: boundExpectations({ time, transaction, authority, queries: query.credentials }),
    ...(words && { transaction: words }),
  }
}

function readPayload(requestObject: string): Record<string, unknown> {
  try {
    const payload = decodeJwt(requestObject)
    if (payload.transaction_data === undefined || Array.isArray(payload.transaction_data)) return payload
  } catch (cause) {
    throw malformed(cause)
  }
  throw malformed()
}

function readQuery(json: unknown): DcqlQuery {
  try {
    return parseQuery(json)
  } catch (cause) {
    throw malformed(cause)
  }
}

function readTransaction(encoded: string, queryIds: readonly string[]): TransactionDescription {
  try {
    const { description, reference } = parseTransactionData([encoded], queryIds)
    return { description, ...(reference !== undefined && { reference }) }
  } catch (cause) {
    throw malformed(cause)
  }
}

function asksFor(
  { credentials }: DcqlQuery,
  authority: { readonly id: string; readonly epoch: number },
): boolean {
  const escrows = credentials.flatMap(statementsOf).filter((statement) => statement.type === 'escrow')
  return (
    escrows.length > 0 &&
    escrows.every(({ authority: id, epoch }) => id === authority.id && epoch === authority.epoch)
  )
}

function malformed(cause?: unknown): ExchangeError {
  return new ExchangeError('evidence-malformed', 'The question in the evidence cannot be read.', { cause })
}
