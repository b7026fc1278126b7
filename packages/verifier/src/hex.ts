import { hex } from '@scure/base'

/** The bytes of `0x…`. */
export function hexToBytes(text: string): Uint8Array {
  return hex.decode(text.slice(2))
}
