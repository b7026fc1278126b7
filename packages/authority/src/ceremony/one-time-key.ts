import { x25519 } from '@noble/curves/ed25519.js'
import { bech32 } from '@scure/base'
import { Decrypter, Encrypter } from 'age-encryption'
import type { RandomOctets } from '../octets.ts'

/** Octets of an age file that holds one share for one recipient. */
export const sealedShareLength = 232

/** An identity of age for one dealer's share and nothing else: 32 octets, a secret. */
export const createIdentity = (random: RandomOctets): Uint8Array => random(32)

/** The X25519 key of an identity: 32 octets. */
export const recipientOf = (identity: Uint8Array): Uint8Array => x25519.getPublicKey(identity)

/** Whether 32 octets are a key that a secret can be shared with: below 2²⁵⁵ − 19, and not of low order, where the shared secret is
 *  zero whoever shares it. */
export function isRecipient(octets: Uint8Array): boolean {
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

/** Encrypts a share of 32 octets to a recipient. */
export async function sealShare(share: Uint8Array, recipient: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(bech32.encodeFromBytes('age', recipient))
  return encrypter.encrypt(share)
}

/** Decrypts a share; undefined for whatever is none for this identity. */
export async function openSealedShare(
  sealed: Uint8Array,
  identity: Uint8Array,
): Promise<Uint8Array | undefined> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(bech32.encodeFromBytes('AGE-SECRET-KEY-', identity).toUpperCase())
  // The library throws for what it cannot decrypt, which is an expected no.
  const share = await decrypter.decrypt(sealed).catch(() => undefined)
  return share?.length === 32 ? share : undefined
}
