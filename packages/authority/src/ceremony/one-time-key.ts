import { decryptWith, encryptTo, identityText } from '../age-file.ts'
import type { RandomOctets } from '../octets.ts'

/** Octets of an age file that holds one share for one recipient. */
export const sealedShareLength = 232

/** An identity of age for one dealer's share and nothing else: 32 octets, a secret. */
export const createIdentity = (random: RandomOctets): Uint8Array => random(32)

/** Encrypts a share of 32 octets to a recipient. */
export const sealShare = (share: Uint8Array, recipient: Uint8Array): Promise<Uint8Array> =>
  encryptTo(recipient, share)

/** Decrypts a share; undefined for whatever is none for this identity. */
export async function openSealedShare(
  sealed: Uint8Array,
  identity: Uint8Array,
): Promise<Uint8Array | undefined> {
  const share = await decryptWith(identityText(identity), sealed)
  return share?.length === 32 ? share : undefined
}
