import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { Random } from '@velum/credential'

const nonceLength = 12
const tagLength = 16

/** Seals what the store keeps secret, and finds sealed things again without opening them. */
export interface Seal {
  /** AES-256-GCM under a random nonce. `place` (table and row) is bound in: a sealed value moved to another
   *  row does not open. */
  seal(value: Uint8Array, place: string): Uint8Array
  /** Throws when the value was changed, moved or sealed under another key. */
  open(sealed: Uint8Array, place: string): Uint8Array
  /** A keyed hash: equal for equal values of one purpose, and meaningless without the key. */
  index(value: string, purpose: string): Uint8Array
}

/** A seal from a key of 32 bytes; encryption and indexes get keys of their own. */
export function createSeal(options: { readonly key: Uint8Array; readonly random: Random }): Seal {
  const encryptionKey = derive(options.key, 'seal')
  const indexKey = derive(options.key, 'index')
  return {
    seal(value, place) {
      const nonce = options.random(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce)
      cipher.setAAD(Buffer.from(place, 'utf8'))
      return new Uint8Array(Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]))
    },
    open(sealed, place) {
      const end = sealed.length - tagLength
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, sealed.subarray(0, nonceLength))
      decipher.setAAD(Buffer.from(place, 'utf8'))
      decipher.setAuthTag(sealed.subarray(end))
      return new Uint8Array(
        Buffer.concat([decipher.update(sealed.subarray(nonceLength, end)), decipher.final()]),
      )
    },
    index: (value, purpose) =>
      new Uint8Array(createHmac('sha256', indexKey).update(`${purpose}\u0000${value}`, 'utf8').digest()),
  }
}

function derive(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), `velum issuer ${purpose}`, 32))
}
