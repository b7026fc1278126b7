import canonicalize from 'canonicalize'
import { ExchangeError } from '../exchange-error.ts'

/** The one text of a value (RFC 8785). Throws ExchangeError 'not-json' for what JSON cannot say. */
export function encodeCanonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text !== undefined) return text
  throw new ExchangeError('not-json', 'This cannot be written as JSON.')
}

/** Reads a text that is the canonical JSON (RFC 8785) of an object; undefined for any other. A member that stands there twice,
 *  which one reader takes this way and another that way, is thereby refused. At most `longest` characters are looked at. */
export function parseCanonicalJson(text: string, longest: number): Record<string, unknown> | undefined {
  if (text.length > longest) return undefined
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) && canonicalize(json) === text ? json : undefined
  } catch {
    // Not JSON, or nested deeper than anybody reads: an expected no.
    return undefined
  }
}

/** Whether a value is an object with these members, each as its test wants it, and no others. */
export function hasForm(
  value: unknown,
  form: Readonly<Record<string, (member: unknown) => boolean>>,
): boolean {
  if (!isObject(value)) return false
  return (
    Object.keys(value).every((name) => Object.hasOwn(form, name)) &&
    Object.entries(form).every(([name, test]) => test(value[name]))
  )
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const isText =
  (longest: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= longest

export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0

/** Whole seconds from 1970 to the end of 2099: what a program can turn into a date, and add to. */
export const isTime = (value: unknown): boolean => isCount(value) && value < 4_102_444_800

/** `0x` and so many octets in lower-case hexadecimal digits. */
export const isHex = (octets: number) => (value: unknown) =>
  typeof value === 'string' && value.length === 2 + 2 * octets && /^0x[0-9a-f]+$/.test(value)
