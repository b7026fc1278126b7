import { createCipheriv, createHash } from 'node:crypto'
import type { Random } from '@velum/credential'

/** AES-256 in counter mode under a key made of the seed: draws that nobody could foresee who does not know it, and the same in every
 *  run. What a game measures can so be measured again. */
export function seededRandom(seed: string): Random {
  const key = createHash('sha256').update(seed).digest()
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  return (length) => Uint8Array.from(cipher.update(Buffer.alloc(length)))
}
