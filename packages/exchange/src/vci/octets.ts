import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { base64url } from 'jose'

/** Octets as a member of JSON: base64url without padding. */
export function encodeBase64Url(octets: Uint8Array): string {
  return base64url.encode(octets)
}

/** Undefined for what is not the one base64url text of its octets. */
export function decodeBase64Url(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  const octets = base64url.decode(text)
  return base64url.encode(octets) === text ? octets : undefined
}

export function encodeHex(octets: Uint8Array): string {
  return bytesToHex(octets)
}

/** 32 octets from 64 hexadecimal digits in lower case, or undefined. */
export function decodeHex32(text: unknown): Uint8Array | undefined {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text) ? hexToBytes(text) : undefined
}
