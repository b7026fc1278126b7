import { hex } from '@scure/base'

/** The bytes of `0x…`. */
export function hexToBytes(text: string): Uint8Array {
  return hex.decode(text.slice(2))
}

/** Bytes as `0x…`, in lower-case digits. */
export function bytesToHex(bytes: Uint8Array): string {
  return `0x${hex.encode(bytes)}`
}
