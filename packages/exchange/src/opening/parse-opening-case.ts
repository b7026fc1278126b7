import { sha256 } from '@noble/hashes/sha2.js'
import { ExchangeError } from '../exchange-error.ts'
import { decodeBase64Url, encodeHex } from '../vci/octets.ts'
import { isReadable } from '../vp/readable-text.ts'
import { encodeCanonicalJson, hasForm, isHex, isTime, parseCanonicalJson } from './canonical-json.ts'
import { isEvidence } from './evidence-form.ts'
import type { OpeningCase } from './opening-case.ts'

/** A scanned file fits; what is larger is better handed over another way, by its hash. */
const longestCase = 16_777_216

/** The one text of a case: canonical JSON (RFC 8785). Throws ExchangeError 'case-malformed' for what is none. */
export function encodeOpeningCase(openingCase: OpeningCase): string {
  const text = encodeCanonicalJson(openingCase)
  parseOpeningCase(text)
  return text
}

/** Reads a case, in the one way in which it can be written. Nothing that it says is verified. Throws ExchangeError 'case-malformed'. */
export function parseOpeningCase(text: string): OpeningCase {
  const json = parseCanonicalJson(text, longestCase)
  if (!isOpeningCase(json)) throw malformed()
  return json
}

/** SHA-256 of salt and document that a request rests on, as the chain has it: `0x…`. Throws ExchangeError 'case-malformed'. */
export function basisHash({ basis }: Pick<OpeningCase, 'basis'>): string {
  const salt = decodeBase64Url(basis.salt)
  const content = decodeBase64Url(basis.content)
  if (salt?.length !== 32 || content === undefined) throw malformed()
  return `0x${encodeHex(sha256.create().update(salt).update(content).digest())}`
}

/** Whether a value has the form of a case. */
export function isOpeningCase(value: unknown): value is OpeningCase {
  return hasForm(value, {
    version: (version) => version === 1,
    evidence: isEvidence,
    basis: (basis) =>
      hasForm(basis, {
        name: isFileName,
        content: (content) => decodeBase64Url(content) !== undefined,
        salt: (salt) => decodeBase64Url(salt)?.length === 32,
      }),
    handover: (handover) =>
      handover === undefined || hasForm(handover, { opener: isAddress, until: isTime, signature: isHex(65) }),
  })
}

// A trustee's program may store the document under its name.
function isFileName(value: unknown): boolean {
  return isReadable(value, 200) && !/[/\\:]|^\./.test(value)
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value)
}

function malformed(): ExchangeError {
  return new ExchangeError(
    'case-malformed',
    'This is no opening case, or it was changed. Ask whoever handed it over for the file again.',
  )
}
