import { base64urlnopad } from '@scure/base'
import { encodeCanonicalJson, hasForm, isHex, isOpeningCase, parseCanonicalJson } from '@velum/exchange'
import { AuthorityError } from '../authority-error.ts'
import { mostTrustees } from '../trustee-share.ts'
import type { EvidenceFile } from './evidence-file.ts'

// A case with a scanned document, and little beside it.
const longestFile = 17_825_792
const longestPath = 40

/** The one text of an evidence file: canonical JSON (RFC 8785). Throws AuthorityError 'file-malformed' for what is none. */
export function encodeEvidenceFile(file: EvidenceFile): string {
  const text = encodeCanonicalJson(file)
  parseEvidenceFile(text)
  return text
}

/** Reads an evidence file in the one way in which it can be written: unknown members, members that stand there twice and other
 *  spellings are refused. Nothing that it says is verified. Throws AuthorityError 'file-malformed'. */
export function parseEvidenceFile(text: string): EvidenceFile {
  const json = parseCanonicalJson(text, longestFile)
  if (isEvidenceFile(json)) return json
  throw new AuthorityError('file-malformed', 'This is no evidence file, or it was changed since it was made.')
}

function isEvidenceFile(value: unknown): value is EvidenceFile {
  return hasForm(value, {
    version: (version) => version === 1,
    requestId: isHex(32),
    case: isOpeningCase,
    partials: (list) => isListOf(list, mostTrustees, isPartial) && list.length > 0,
    result: (result) => hasForm(result, { point: isOctets(48), salt: isOctets(32) }),
    record: (record) =>
      record === null ||
      hasForm(record, {
        ciphertext: isOctets(),
        epoch: isNumber(1),
        index: isNumber(0),
        path: (path) => isListOf(path, longestPath, isOctets(32)),
      }),
    block: (block) => hasForm(block, { chainId: isNumber(1), number: isNumber(0), hash: isHex(32) }),
  })
}

const isPartial = (value: unknown) => hasForm(value, { trustee: isNumber(1), octets: isOctets() })

const isNumber = (least: number) => (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= least

function isListOf(value: unknown, most: number, test: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.length <= most && value.every(test)
}

const isOctets = (length?: number) => (value: unknown) => {
  if (typeof value !== 'string') return false
  try {
    const octets = base64urlnopad.decode(value)
    return length === undefined || octets.length === length
  } catch {
    // Another alphabet, or bits left over.
    return false
  }
}
