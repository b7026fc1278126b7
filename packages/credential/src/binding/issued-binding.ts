import { decode, encode } from 'cborg'
import { sameBytes } from '../bbs-2023-proof-value.ts'

/** What an issuer gives with a bound credential. */
export interface IssuedBinding {
  /** The companion signature, 80 octets. */
  readonly signature: Uint8Array
  /** What revocation removes: 32 octets, never used twice. */
  readonly handle: Uint8Array
  /** In the template's order: days since 1970-01-01 and integers. */
  readonly numbers: readonly number[]
}

/** Canonical CBOR of signature, handle and numbers, as they travel from issuer to wallet. */
export function encodeIssuedBinding({ signature, handle, numbers }: IssuedBinding): Uint8Array {
  return encode([signature, handle, numbers])
}

/** Undefined unless this is the one canonical encoding of a binding. Does not check the signature. */
export function decodeIssuedBinding(octets: Uint8Array): IssuedBinding | undefined {
  if (octets.length > maximumLength) return undefined
  try {
    const items: unknown = decode(octets)
    if (!Array.isArray(items) || items.length !== 3 || !sameBytes(encode(items), octets)) return undefined
    const [signature, handle, numbers] = items
    if (!isOctets(signature, 80) || !isOctets(handle, 32)) return undefined
    if (!Array.isArray(numbers) || !numbers.every(Number.isSafeInteger)) return undefined
    return { signature, handle, numbers }
  } catch {
    // The decoder throws for whatever is not CBOR, which is an expected no.
    return undefined
  }
}

const maximumLength = 1_000

function isOctets(value: unknown, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length
}
