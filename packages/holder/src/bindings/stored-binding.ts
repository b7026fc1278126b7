import { collectionName } from '@velum/vault'

/** The binding of a credential as the vault keeps it, under the credential's id. Octets are in hexadecimal. */
export interface StoredBinding {
  /** As `encodeBinding` writes it. Secret: the handle and the blind are in it. */
  readonly binding: string
  readonly chainId: number
  /** The authority that its header names, `0x…`. */
  readonly authority: string | null
  /** Points that make proofs faster, 48 octets each. As secret as what they are computed from. */
  readonly kept?: { readonly signatureB: string; readonly bindingB: string }
}

export const bindingCollection = collectionName<StoredBinding>('bindings')
