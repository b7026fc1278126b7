import { BindingError } from './binding-error.ts'

/** Throws BindingError 'invalid-argument' unless `value` is a Uint8Array, of that many octets where a length is given. */
export function requireOctets(value: Uint8Array, name: string, length?: number): Uint8Array {
  if (value instanceof Uint8Array && (length === undefined || value.length === length)) return value
  const octets = length === undefined ? 'a Uint8Array' : `a Uint8Array of ${length} octets`
  throw new BindingError('invalid-argument', `${name} must be ${octets}.`)
}

/** Throws BindingError 'invalid-argument' unless `value` is a text that is not empty. Halves of surrogate pairs are refused: two texts
 *  with different ones would have one encoding. */
export function requireText(value: string, name: string): string {
  if (typeof value === 'string' && value.length > 0 && !/\p{Surrogate}/u.test(value)) return value
  throw new BindingError('invalid-argument', `${name} must be a text that is not empty.`)
}

/** Throws BindingError 'invalid-argument' unless `value` is a safe integer from `least`. */
export function requireInteger(value: number, name: string, least = Number.MIN_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new BindingError('invalid-argument', `${name} must be an integer in its range.`)
}

/** Whether a value that others sent is a Uint8Array of that many octets. */
export const isOctets = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length
