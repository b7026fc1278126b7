import { bytesToHex } from '@noble/hashes/utils.js'

/** Octets in lower-case hex after `0x`, as ids are written. */
export function encodeHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`
}
