import { bytesToHex } from '@noble/hashes/utils.js'
import {
  type IndependentSignature,
  openSealedRecord,
  recordAddress,
  verifyRecordSignature,
} from '@velum/binding'
import { type IdentityRecord, parseIdentityRecord } from '@velum/exchange'
import { identifierOctets } from '../bindings/octets.ts'

/** What the holder signed, and under which registration. */
export interface SignedRecordFacts {
  /** Canonical text of the identity record. */
  readonly text: string
  readonly chainId: number
  readonly reg: Uint8Array
  readonly regN: Uint8Array
  readonly independent?: IndependentSignature
}

/** `newer`: a later record of the holder, who has signed that one too. */
export type RecordComparison = 'same' | 'newer' | 'different'

/** Opens what an issuer has sealed with the holder's own registration point and compares it with what was signed. */
export async function compareRecord(
  signed: SignedRecordFacts,
  sealed: { readonly address?: Uint8Array; readonly ciphertext: Uint8Array },
): Promise<RecordComparison> {
  const { text, chainId, reg, regN } = signed
  const mine = parseIdentityRecord(text)
  const { issuer } = mine
  const authority = mine.authority === null ? null : identifierOctets(mine.authority)

  // It is where an opening would look for it.
  if (sealed.address && !sameOctets(sealed.address, recordAddress(reg))) return 'different'

  const content = openSealedRecord({ chainId, issuer, authority, reg, ciphertext: sealed.ciphertext })
  if (content === undefined || !sameOctets(content.regN, regN)) return 'different'
  const found = readRecord(content.record)
  if (found === undefined) return 'different'

  // The signature in it is this holder's. The day in it may be an earlier one: the same record is sealed once.
  const { record, date, recordSignature: signature } = content
  const templateHash = digestOctets(found.template)
  const subject = { chainId, issuer, authority, templateHash, reg, record, date }
  if (!(await verifyRecordSignature({ ...subject, signature }))) return 'different'

  if (!sameOctets(record, new TextEncoder().encode(text)))
    return found.recordVersion > mine.recordVersion ? 'newer' : 'different'

  // A certified key's signature that the holder gave has not been left out.
  const { independent } = signed
  const kept =
    independent === undefined ||
    (content.independent !== undefined &&
      sameOctets(content.independent.certificate, independent.certificate) &&
      sameOctets(content.independent.signature, independent.signature))
  return kept ? 'same' : 'different'
}

function readRecord(octets: Uint8Array): IdentityRecord | undefined {
  try {
    return parseIdentityRecord(new TextDecoder('utf-8', { fatal: true }).decode(octets))
  } catch {
    // What is sealed there is no record at all, which is an expected no.
    return undefined
  }
}

/** The hash in a `sha256-…` digest (Subresource Integrity §3.5). */
function digestOctets(digest: string): Uint8Array {
  return Uint8Array.from(atob(digest.slice('sha256-'.length)), (character) => character.charCodeAt(0))
}

function sameOctets(one: Uint8Array, other: Uint8Array): boolean {
  return bytesToHex(one) === bytesToHex(other)
}
