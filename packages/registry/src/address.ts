import { RegistryError } from './registry-error.ts'

/** An address: 0x and 40 hexadecimal digits in lower case, as in our did:ethr. */
export type Address = `0x${string}`

export type Hex = `0x${string}`

/** Throws RegistryError 'invalid-address'. Takes any case; does not check the checksum that mixed case carries. */
export function parseAddress(text: string): Address {
  const lower = text.toLowerCase()
  if (!/^0x[0-9a-f]{40}$/.test(lower)) {
    throw new RegistryError('invalid-address', 'An address is 0x and 40 hexadecimal digits.')
  }
  return lower as Address
}
