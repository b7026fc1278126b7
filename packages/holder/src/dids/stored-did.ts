import type { Did } from '@velum/did'
import { collectionName } from '@velum/vault'

/** A DID with its keys: 32 bytes in hexadecimal each. */
export type StoredDid = StoredKeyDid | StoredEthrDid

interface StoredKeyDid extends StoredDidFacts {
  readonly method: 'key'
  /** Ed25519. */
  readonly secretKey: string
}

/** Which key controls a did:ethr is the chain's to say, and a change can be under way, get lost or be taken back by a
 *  reorganisation. So every key that was ever made for it is kept. */
export interface StoredEthrDid extends StoredDidFacts {
  readonly method: 'ethr'
  /** secp256k1, newest last: the newest is the one that should be in control. */
  readonly secretKeys: readonly [string, ...string[]]
  /** The address that was in control when the chain was last asked. */
  readonly controller: string
}

interface StoredDidFacts {
  readonly did: Did
  readonly name: string
  /** ISO 8601. */
  readonly createdAt: string
}

/** By DID. */
export const didCollection = collectionName<StoredDid>('dids')
