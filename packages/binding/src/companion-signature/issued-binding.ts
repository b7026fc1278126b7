import { decodeCanonical, encodeCanonical } from '../canonical-cbor.ts'
import { isOctets, requireInteger, requireOctets } from '../require.ts'

/** What the issuer sends beside a credential: all that the holder does not know of a binding. */
export interface IssuedBinding {
  /** 80 octets. */
  readonly signature: Uint8Array
  /** 32 octets. */
  readonly handle: Uint8Array
  /** Values, not offsets, in the order of the parameters. */
  readonly numbers: readonly number[]
}

const longest = 1024

/** Canonical CBOR [signature, handle, [number…]]. Throws BindingError 'invalid-argument'. */
export function encodeIssuedBinding({ signature, handle, numbers }: IssuedBinding): Uint8Array {
  requireOctets(signature, 'signature', 80)
  requireOctets(handle, 'handle', 32)
  for (const number of numbers) requireInteger(number, 'a number')
  return encodeCanonical([signature, handle, [...numbers]])
}

/** Reads what an issuer sent; undefined when it is not canonically encoded or has the wrong form. Verified by `acceptBinding`. */
export function decodeIssuedBinding(octets: Uint8Array): IssuedBinding | undefined {
  const items = decodeCanonical(octets, longest)
  if (!Array.isArray(items) || items.length !== 3) return undefined
  const [signature, handle, numbers] = items
  if (!isOctets(signature, 80) || !isOctets(handle, 32)) return undefined
  if (!Array.isArray(numbers) || !numbers.every(Number.isSafeInteger)) return undefined
  return { signature, handle, numbers }
}
