import { BindingError } from './binding-error.ts'
import { decodeCanonical, encodeCanonical } from './canonical-cbor.ts'
import { requireInteger, requireOctets } from './require.ts'

/** A binding as its holder keeps it: the companion signature with what it signs, but for the secrets and the link. */
export interface Binding {
  /** 80 octets, made by the credential's key over the scalars of the binding. */
  readonly signature: Uint8Array
  /** 32 octets, known to the issuer too. */
  readonly handle: Uint8Array
  /** Values, not offsets, in the order of the parameters. */
  readonly numbers: readonly number[]
  /** 32 octets: the blind of the commitment that the holder registered with. Secret. */
  readonly blind: Uint8Array
}

const version = 1
const limit = 1024

/** The octets that a vault keeps. Throws BindingError 'invalid-argument'. */
export function encodeBinding({ signature, handle, numbers, blind }: Binding): Uint8Array {
  requireOctets(signature, 'signature', 80)
  requireOctets(handle, 'handle', 32)
  requireOctets(blind, 'blind', 32)
  for (const number of numbers) requireInteger(number, 'a number')
  return encodeCanonical([version, signature, handle, [...numbers], blind])
}

/** Reads what `encodeBinding` wrote. Throws BindingError 'invalid-argument' for anything else. */
export function decodeBinding(octets: Uint8Array): Binding {
  const parts = decodeCanonical(requireOctets(octets, 'the binding'), limit)
  if (Array.isArray(parts) && parts.length === 5 && parts[0] === version) {
    const [, signature, handle, numbers, blind] = parts
    if (
      isOctets(signature, 80) &&
      isOctets(handle, 32) &&
      Array.isArray(numbers) &&
      numbers.every(Number.isSafeInteger) &&
      isOctets(blind, 32)
    ) {
      return { signature, handle, numbers, blind }
    }
  }
  throw new BindingError('invalid-argument', 'The octets are no binding.')
}

const isOctets = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length
