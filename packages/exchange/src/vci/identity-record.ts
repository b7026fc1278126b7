import type { Claims } from '@velum/credential'
import canonicalize from 'canonicalize'
import { ExchangeError } from '../exchange-error.ts'

/** What is sealed about a person: the holder signs it, an opening would show it. */
export interface IdentityRecord {
  /** The issuer's DID. */
  readonly issuer: string
  /** The opening authority, `0x…`, or null. */
  readonly authority: string | null
  /** The template's digest, `sha256-…`. */
  readonly template: string
  /** Rises with each record of a person; the newest one counts. */
  readonly recordVersion: number
  /** The claims that the template seals; an absent optional claim is absent here too. */
  readonly claims: Claims
}

/** The record as canonical JSON text (RFC 8785): equal records, equal octets. */
export function encodeIdentityRecord(record: IdentityRecord): string {
  const { issuer, authority, template, recordVersion, claims } = record
  const text = canonicalize({ version: 1, issuer, authority, template, recordVersion, claims })
  if (text === undefined) throw new ExchangeError('record-malformed', 'An identity record is JSON.')
  return text
}

/** Reads a record and insists on its canonical form, so that what is shown is what is signed.
 *  Throws ExchangeError 'record-malformed'. */
export function parseIdentityRecord(text: string): IdentityRecord {
  const json = parseObject(text)
  const { version, issuer, authority, template, recordVersion, claims } = json
  if (
    version !== 1 ||
    typeof issuer !== 'string' ||
    typeof template !== 'string' ||
    !Number.isSafeInteger(recordVersion) ||
    !(authority === null || typeof authority === 'string') ||
    !isClaims(claims)
  ) {
    throw malformed()
  }
  const record = { issuer, authority, template, recordVersion: recordVersion as number, claims }
  if (encodeIdentityRecord(record) !== text) throw malformed()
  return record
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>
  } catch (cause) {
    throw malformed(cause)
  }
  throw malformed()
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((claim) => ['string', 'number', 'boolean'].includes(typeof claim))
}

function malformed(cause?: unknown): ExchangeError {
  return new ExchangeError(
    'record-malformed',
    'The identity record cannot be read. Do not go on; ask the issuer.',
    { cause },
  )
}
