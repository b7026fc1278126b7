import { expandMessage, type HashOptions } from './expand-message.ts'
import { type Scalar, scalarFromOctets } from './scalar.ts'

// L of RFC 9380 §5 for r and for p: ⌈(⌈log2 modulus⌉ + 128) / 8⌉.
const lengthForScalar = 48
const lengthForField = 64

/** hash_to_field of RFC 9380 §5.2 with one element modulo r; hash_to_scalar of the BBS draft §4.2.2. */
export function hashToScalar(options: HashOptions): Scalar {
  return scalarFromOctets(expandMessage(options, lengthForScalar))
}

const fieldModulus =
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn

/** hash_to_field of RFC 9380 §5.2 with two elements modulo p, each as 48 octets. */
export function hashToField(options: HashOptions): [Uint8Array, Uint8Array] {
  const uniform = expandMessage(options, 2 * lengthForField)
  return [reduced(uniform.subarray(0, lengthForField)), reduced(uniform.subarray(lengthForField))]
}

function reduced(octets: Uint8Array): Uint8Array {
  let value = 0n
  for (const octet of octets) value = (value << 8n) | BigInt(octet)
  const hex = (value % fieldModulus).toString(16).padStart(96, '0')
  return Uint8Array.from({ length: 48 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}
