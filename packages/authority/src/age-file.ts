import { x25519 } from '@noble/curves/ed25519.js'
import { bech32 } from '@scure/base'
import { Decrypter, Encrypter } from 'age-encryption'
import { AuthorityError } from './authority-error.ts'

/** The text of an identity of 32 octets, `AGE-SECRET-KEY-1…`: as secret as they are. */
export const identityText = (identity: Uint8Array): string =>
  bech32.encodeFromBytes('AGE-SECRET-KEY-', identity).toUpperCase()

/** The X25519 key of an identity: 32 octets. */
export const recipientOf = (identity: Uint8Array): Uint8Array => x25519.getPublicKey(identity)

/** Whether octets are a key that a secret can be shared with: 32, below 2²⁵⁵ − 19, and not of low order, where the shared secret is
 *  zero whoever shares it (RFC 7748 §6.1). */
export function isRecipient(octets: Uint8Array): boolean {
  if (octets.length !== 32) return false
  const number = octets.reduceRight((sum, octet) => (sum << 8n) | BigInt(octet), 0n)
  if (number >= 2n ** 255n - 19n) return false
  try {
    // Any scalar of X25519 is a multiple of the cofactor: one is as good as all.
    x25519.scalarMult(new Uint8Array(32).fill(1), octets)
    return true
  } catch {
    return false
  }
}

/** Encrypts octets to an X25519 key, as an age file. Throws AuthorityError 'invalid-argument' for a key with which everybody could
 *  read. */
export async function encryptTo(recipient: Uint8Array, octets: Uint8Array): Promise<Uint8Array> {
  if (!isRecipient(recipient)) {
    throw new AuthorityError(
      'invalid-argument',
      'The key to encrypt to is no X25519 key of 32 octets, or of low order: it hides nothing.',
    )
  }
  const encrypter = new Encrypter()
  encrypter.addRecipient(bech32.encodeFromBytes('age', recipient))
  return encrypter.encrypt(octets)
}

/** The octets of an age file; undefined when it was encrypted to another key or changed. Throws AuthorityError 'invalid-argument'
 *  for an identity that is none. */
export async function decryptWith(identity: string, encrypted: Uint8Array): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(identity)
  } catch {
    // Without the cause, which could quote the secret.
    throw new AuthorityError('invalid-argument', 'This is no identity of age.')
  }
  // The library throws for what it cannot decrypt, which is an expected no.
  return decrypter.decrypt(encrypted).catch(() => undefined)
}
