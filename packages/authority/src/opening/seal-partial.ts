import { bech32 } from '@scure/base'
import { Decrypter, Encrypter } from 'age-encryption'
import { AuthorityError } from '../authority-error.ts'
import type { PartialDecryption } from './decrypt-partially.ts'

export interface SealPartialOptions {
  readonly partial: PartialDecryption
  /** The X25519 key of the request on chain: 32 octets. */
  readonly requesterKey: Uint8Array
}

// What a partial decryption is sealed into has some three hundred octets more than it.
const longestSealed = 4096

/** Encrypts a partial decryption to the requester, as an age file: neither chain nor bystander can combine what it goes through.
 *  Throws AuthorityError 'invalid-argument' for a key of another length, and for one with which everybody could read (RFC 7748 §6.1). */
export async function sealPartial({ partial, requesterKey }: SealPartialOptions): Promise<Uint8Array> {
  if (requesterKey.length !== 32) {
    throw new AuthorityError('invalid-argument', "A requester's key has 32 octets.")
  }
  const encrypter = new Encrypter()
  encrypter.addRecipient(bech32.encodeFromBytes('age', requesterKey))
  try {
    return await encrypter.encrypt(partial.octets)
  } catch (cause) {
    throw new AuthorityError('invalid-argument', "The requester's key is of low order: it hides nothing.", {
      cause,
    })
  }
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
  if (sealed.length > longestSealed) return undefined
  const decrypter = new Decrypter()
  try {
    decrypter.addIdentity(identity)
  } catch {
    // Without the cause, which could quote the secret.
    throw new AuthorityError('invalid-argument', 'This is no identity of age.')
  }
  // The library throws for what it cannot decrypt, which is an expected no.
  return decrypter.decrypt(sealed).catch(() => undefined)
}
