import { bech32 } from '@scure/base'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'

/** A requester's key pair of one opening. */
export interface RequesterKey {
  /** What opens the parts: `AGE-SECRET-KEY-1…`, for the requester alone. */
  readonly identity: string
  /** X25519, 32 octets: what the request says on chain. */
  readonly publicKey: Uint8Array
}

/** Makes the key that trustees encrypt their parts to. A new one for each request: with the old one whoever once had it reads all. */
export async function createRequesterKey(): Promise<RequesterKey> {
  const identity = await generateX25519Identity()
  return { identity, publicKey: await publicKeyOf(identity) }
}

/** The public half of an identity: 32 octets. */
export async function publicKeyOf(identity: string): Promise<Uint8Array> {
  return bech32.decodeToBytes(await identityToRecipient(identity)).bytes
}
