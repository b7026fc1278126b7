import { decryptWith, encryptTo } from '../age-file.ts'
import type { PartialDecryption } from './decrypt-partially.ts'

export interface SealPartialOptions {
  readonly partial: PartialDecryption
  /** The X25519 key of the request on chain: 32 octets. */
  readonly requesterKey: Uint8Array
}

// What a partial decryption is sealed into has some three hundred octets more than it.
const longestSealed = 4096

/** Encrypts a partial decryption to the requester, as an age file: neither chain nor bystander can combine what it goes through.
 *  Throws AuthorityError 'invalid-argument' for a key that is none, and for one with which everybody could read (RFC 7748 §6.1). */
export async function sealPartial({ partial, requesterKey }: SealPartialOptions): Promise<Uint8Array> {
  return encryptTo(requesterKey, partial.octets)
}

export interface OpenSealedPartialOptions {
  readonly sealed: Uint8Array
  /** The requester's identity, `AGE-SECRET-KEY-1…`. */
  readonly identity: string
}

/** The octets of a partial decryption, not yet verified; undefined when it was sealed for another key or changed. Throws
 *  AuthorityError 'invalid-argument' for an identity that is none. */
export async function openSealedPartial(options: OpenSealedPartialOptions): Promise<Uint8Array | undefined> {
  const { sealed, identity } = options
  return sealed.length > longestSealed ? undefined : decryptWith(identity, sealed)
}
