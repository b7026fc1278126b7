import { decode, encode } from 'cborg'

export type RandomOctets = (length: number) => Uint8Array

/** The default source of randomness: the platform's own. */
export const platformRandom: RandomOctets = (length) => crypto.getRandomValues(new Uint8Array(length))

type Item = number | string | Uint8Array | readonly Item[]

/** Canonical CBOR of a positional array. */
// Under Node the library gives a view of memory that it shares out; what is secret gets memory of its own.
export const encodeArray = (items: readonly Item[]): Uint8Array => Uint8Array.from(encode(items))

/** Reads the canonical CBOR of an array; undefined for any other encoding of it, and for whatever else. */
export function decodeArray(octets: Uint8Array): unknown[] | undefined {
  let value: unknown
  try {
    value = decode(octets)
    if (!Array.isArray(value) || !sameOctets(encode(value), octets)) return undefined
  } catch {
    return undefined
  }
  return value
}

export function sameOctets(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((octet, i) => octet === right[i])
}
