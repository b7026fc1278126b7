import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { encodeCanonical } from '../canonical-cbor.ts'
import { requireInteger, requireOctets, requireText } from '../require.ts'
import { tag } from '../tags.ts'

/** Whose records a sealing key is for. */
export interface SealingContext {
  readonly chainId: number
  /** The issuer's DID. */
  readonly issuer: string
  /** Id of the opening authority, 32 octets; null where nothing can be opened. */
  readonly authority: Uint8Array | null
  /** The registration point: 48 octets. Whoever has it finds and opens the record. */
  readonly reg: Uint8Array
}

/** HKDF-SHA256 of Reg, 32 octets. A point of 255 bits of entropy needs no salt. Throws BindingError 'invalid-argument'. */
export function sealingKey({ chainId, issuer, authority, reg }: SealingContext): Uint8Array {
  requireInteger(chainId, 'chainId', 1)
  requireText(issuer, 'issuer')
  if (authority !== null) requireOctets(authority, 'authority', 32)
  const info = encodeCanonical([tag('SEAL'), chainId, issuer, authority])
  return hkdf(sha256, requireOctets(reg, 'reg', 48), undefined, info, 32)
}
