import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { LocalizedText } from '@velum/credential'
import { base64url } from 'jose'
import { ExchangeError } from '../exchange-error.ts'
import { isReadable } from './readable-text.ts'

/** What a verifier says that an answer is for: the wallet shows it, and its hash is under every proof. */
export interface TransactionDescription {
  /** 500 characters at most. */
  readonly description: LocalizedText
  /** The verifier's own number for it, 200 characters at most. */
  readonly reference?: string
}

/** A transaction as a wallet parses it from a request's `transaction_data`. */
export interface Transaction extends TransactionDescription {
  /** The credential queries whose answers confirm it. */
  readonly queryIds: readonly string[]
  /** SHA-256 of the text as it was sent, 32 bytes: what the proofs take up. */
  readonly hash: Uint8Array
}

const transactionType = 'velum-transaction-1'
const maxEncodedLength = 8192

/** The one entry of `transaction_data`: JSON in base64url (OpenID4VP 1.0 §5.1). */
export function encodeTransaction(
  transaction: TransactionDescription & { readonly queryIds: readonly string[] },
): string {
  const encoded = spell(transaction)
  parseTransaction(encoded, transaction.queryIds)
  return encoded
}

/** The one spelling of a transaction: whoever reads it later, with whatever parser, reads what the holder was shown. */
function spell(transaction: TransactionDescription & { readonly queryIds: readonly string[] }): string {
  const { description, reference, queryIds } = transaction
  const { en, zh } = description
  return base64url.encode(
    JSON.stringify({
      type: transactionType,
      credential_ids: queryIds,
      description: { en, zh },
      ...(reference !== undefined && { reference }),
    }),
  )
}

/** The hash that proofs take up, of the text as it is sent. */
export function transactionHash(encoded: string): Uint8Array {
  return sha256(utf8ToBytes(encoded))
}

/** Reads a request's `transaction_data`. A type that is not known, a member that is not known and a credential that is
 *  not asked for are refused, and so is any spelling but the one that `encodeTransaction` makes, as OpenID4VP 1.0 §8.5 wants (`invalid_transaction_data`).
 *  Throws ExchangeError 'transaction-not-supported' | 'transaction-malformed'. */
export function parseTransactionData(data: unknown, queryIds: readonly string[]): Transaction {
  if (!Array.isArray(data) || data.length === 0) throw malformed('The transaction of the request is no list.')
  if (data.length > 1)
    throw new ExchangeError('transaction-not-supported', 'The request is about more than one transaction.')
  return parseTransaction(data[0], queryIds)
}

function parseTransaction(encoded: unknown, queryIds: readonly string[]): Transaction {
  const { type, credential_ids: ids, description, reference, ...rest } = decode(encoded)
  if (type !== transactionType)
    throw new ExchangeError(
      'transaction-not-supported',
      `The request is about a transaction of a type that is not known here${nameable(type) ? `: ${type}` : ''}.`,
    )
  if (Object.keys(rest).length > 0) throw malformed('The transaction has a member that is not known.')
  if (!Array.isArray(ids) || ids.length === 0 || new Set(ids).size !== ids.length)
    throw malformed('The transaction does not say which credentials confirm it.')
  if (!ids.every((id) => queryIds.includes(id)))
    throw malformed('The transaction is to be confirmed by a credential that the request does not ask for.')
  const { en, zh, ...others } = (description ?? {}) as Record<string, unknown>
  if (!isReadable(en, 500) || !isReadable(zh, 500) || Object.keys(others).length > 0)
    throw malformed('The transaction is not described in English and Chinese.')
  if (reference !== undefined && !isReadable(reference, 200))
    throw malformed("The transaction's reference is wrong.")
  const transaction = {
    description: { en, zh },
    ...(reference !== undefined && { reference }),
    queryIds: ids,
  }
  if (spell(transaction) !== encoded)
    throw malformed('The transaction is not written in the one way in which it can be read in one way only.')
  return { ...transaction, hash: transactionHash(encoded) }
}

function decode(encoded: unknown): Record<string, unknown> {
  if (typeof encoded !== 'string' || encoded.length > maxEncodedLength || !/^[\w-]+$/.test(encoded))
    throw malformed('The transaction of the request is not written in base64url, or is too long.')
  let decoded: unknown
  try {
    decoded = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(base64url.decode(encoded)))
  } catch (cause) {
    throw malformed('The transaction of the request is not JSON.', cause)
  }
  if (typeof decoded !== 'object' || decoded === null)
    throw malformed('The transaction of the request is no object.')
  return decoded as Record<string, unknown>
}

function nameable(type: unknown): type is string {
  return typeof type === 'string' && /^[\w.:-]{1,60}$/.test(type)
}

function malformed(message: string, cause?: unknown): ExchangeError {
  return new ExchangeError('transaction-malformed', message, { cause })
}
