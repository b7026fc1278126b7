import { createHash } from 'node:crypto'
import type { Random } from '@velum/credential'

/** Digits of a transaction code: with five tries a guess succeeds once in 200,000 offers. */
export const txCodeLength = 6

/** 256 bits for a code or a token. */
export function drawSecret(random: Random): string {
  return Buffer.from(random(32)).toString('base64url')
}

/** 128 bits that name a record in an address and on a command line, where no name may start with a dash. */
export function drawId(random: Random): string {
  return Buffer.from(random(16)).toString('hex')
}

/** Six digits, all equally likely: draws above the largest multiple of a million are thrown away. */
export function drawTxCode(random: Random): string {
  const range = 10 ** txCodeLength
  const limit = Math.floor(2 ** 32 / range) * range
  for (;;) {
    const bytes = Uint8Array.from(random(4))
    const value = new DataView(bytes.buffer).getUint32(0)
    if (value < limit) return String(value % range).padStart(txCodeLength, '0')
  }
}

/** What the store keeps of a code or a token. They have 256 bits, so a plain hash cannot be turned around. */
export function hashSecret(secret: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret, 'utf8').digest())
}
