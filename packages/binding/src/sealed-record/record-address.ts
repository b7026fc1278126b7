import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { requireOctets } from '../require.ts'
import { tag } from '../tags.ts'

/** Where the sealed record of a registration point is found: SHA-256(tag ‖ Reg), 32 octets. Throws BindingError 'invalid-argument'
 *  for a Reg of another length than 48 octets. */
export function recordAddress(reg: Uint8Array): Uint8Array {
  return sha256(concatBytes(tag('ADDRESS'), requireOctets(reg, 'reg', 48)))
}
