import { type DecodeOptions, decode, encode } from 'cborg'

/** What our formats are made of: positional arrays of integers, texts, octets, booleans and null. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[]

const strict: DecodeOptions = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
}

/** The one encoding of a value (RFC 8949 §4.2.1). */
export function encodeCanonical(value: CborValue): Uint8Array {
  return encode(value)
}

/** Reads octets that are the one encoding of their value; undefined for all others. At most `limit` octets are looked at. */
export function decodeCanonical(octets: Uint8Array, limit: number): unknown {
  if (octets.length > limit) return undefined
  try {
    const value: unknown = decode(octets, strict)
    return equalOctets(encode(value), octets) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether both hold the same octets. For public values: its time tells where they differ. */
export function equalOctets(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((octet, i) => octet === right[i])
}
