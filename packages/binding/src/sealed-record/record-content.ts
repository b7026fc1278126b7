import { decodeCanonical, encodeCanonical, equalOctets } from '../canonical-cbor.ts'
import { isDate } from '../registration/date.ts'
import type { IndependentSignature } from '../registration/independent-signature.ts'
import type { RecordSignature } from '../registration/record-signature.ts'
import { readIndependentSignature, readRecordSignature } from '../registration/registration-octets.ts'
import { isOctets } from '../require.ts'

/** What is sealed: the identity record with what its holder and others signed. */
export interface RecordContent {
  /** Octets of the identity record, the ones that were signed. */
  readonly record: Uint8Array
  /** 48 octets. */
  readonly regN: Uint8Array
  /** The day of the signatures: `YYYY-MM-DD`. */
  readonly date: string
  readonly recordSignature: RecordSignature
  readonly independent?: IndependentSignature
}

const version = 1
const longest = 65536

/** Canonical CBOR [1, record, Reg, RegN, date, [challenge, response], null | [certificate, signature]]. */
export function encodeContent(reg: Uint8Array, content: RecordContent): Uint8Array {
  const { record, regN, date, recordSignature, independent } = content
  return encodeCanonical([
    version,
    record,
    reg,
    regN,
    date,
    [recordSignature.challenge, recordSignature.response],
    independent ? [independent.certificate, independent.signature] : null,
  ])
}

/** Reads what was sealed for that Reg; undefined for anything else. */
export function decodeContent(reg: Uint8Array, octets: Uint8Array): RecordContent | undefined {
  const items = decodeCanonical(octets, longest)
  if (!Array.isArray(items) || items.length !== 7 || items[0] !== version) return undefined
  const [, record, sealedReg, regN, date, signature, independentPair] = items
  if (!(record instanceof Uint8Array) || !isOctets(regN, 48) || !isDate(date)) return undefined
  // The cipher commits to no key: that it is the record of this Reg, the record itself says.
  if (!isOctets(sealedReg, 48) || !equalOctets(sealedReg, reg)) return undefined
  const recordSignature = readRecordSignature(signature)
  const independent = independentPair === null ? null : readIndependentSignature(independentPair)
  if (!recordSignature || independent === undefined) return undefined
  const content = { record, regN, date, recordSignature }
  return independent ? { ...content, independent } : content
}
