import { isReservedName } from './contexts.ts'

// Canonicalisation writes addresses into N-Quads as they are, and replaces whatever looks like a blank node label
// even inside a literal. Text with such characters could stand for statements that nobody signed, so we let it
// neither in nor out.

const url = /^https?:\/\/[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]{1,2000}$/
const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/

/** An http(s) address of plain ASCII characters. */
export function isUrl(value: unknown): value is string {
  return typeof value === 'string' && url.test(value) && isSafeText(value) && URL.canParse(value)
}

/** A time in UTC to the second, such as 2026-01-01T00:00:00Z. */
export function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && date.test(value) && !Number.isNaN(Date.parse(value))
}

/** A name a claim may have: a short identifier that neither JSON-LD nor JavaScript gives a meaning. */
export function isClaimName(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][A-Za-z0-9]{0,63}$/.test(value) && !isReservedName(value)
}

/** A name a credential type or subject type may have. */
export function isTypeName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z][A-Za-z0-9]{0,63}$/.test(value) && !isReservedName(value)
}

/** Text that survives canonicalisation as it is: well-formed Unicode without blank node labels. */
export function isSafeText(value: string): boolean {
  return !/\p{Surrogate}/u.test(value) && !value.includes('_:') && !value.includes('<urn:bnid:')
}
