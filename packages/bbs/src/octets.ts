import { BbsError } from './bbs-error.ts'

export type RandomOctets = (length: number) => Uint8Array

/** The default source of randomness of every function that draws it: the platform's own. */
export const platformRandom: RandomOctets = (length) => crypto.getRandomValues(new Uint8Array(length))

const encoder = new TextEncoder()

export const ascii = (text: string): Uint8Array => encoder.encode(text)

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** I2OSP(value, 8) of a safe integer. */
export function integerOctets(value: number): Uint8Array {
  const octets = new Uint8Array(8)
  new DataView(octets.buffer).setBigUint64(0, BigInt(value))
  return octets
}

/** Throws BbsError 'invalid-argument' unless `value` is a Uint8Array. */
export function requireOctets(value: Uint8Array, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new BbsError('invalid-argument', `${name} must be a Uint8Array.`)
}

/** Throws BbsError 'invalid-argument' unless `value` is an array of Uint8Array. */
export function requireMessages(value: readonly Uint8Array[], name: string): readonly Uint8Array[] {
  if (!Array.isArray(value)) throw new BbsError('invalid-argument', `${name} must be an array of Uint8Array.`)
  value.forEach((message, i) => {
    requireOctets(message, `${name}[${i}]`)
  })
  return value
}
