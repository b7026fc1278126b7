import { hexToBytes } from '@noble/hashes/utils.js'
import { CredentialError } from '../credential-error.ts'

/** The 32 octets of an authority's id. Throws CredentialError 'authority-invalid' for anything but `0x` and 64 digits of
 *  lower-case hex. */
export function authorityOctets(id: string): Uint8Array {
  if (!isAuthorityId(id)) {
    throw new CredentialError(
      'authority-invalid',
      'The id of an authority is 0x and 64 digits of lower-case hex.',
    )
  }
  return hexToBytes(id.slice(2))
}

export function isAuthorityId(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value)
}
