import { expand_message_xof } from '@noble/curves/abstract/hash-to-curve.js'
import { shake256 } from '@noble/hashes/sha3.js'
import { CurveError } from './curve-error.ts'
import { expandWithSha256 } from './expand-with-sha256.ts'
import { type Scalar, scalarFromOctets } from './scalar.ts'

/** How messages are expanded (RFC 9380 §5.3): `XMD:SHA-256` or `XOF:SHAKE-256`. */
export type Expander = 'XMD:SHA-256' | 'XOF:SHAKE-256'

export interface HashOptions {
  readonly message: Uint8Array
  /** Domain separation tag of 1 to 255 octets. */
  readonly dst: Uint8Array
  readonly expander: Expander
}

const securityBits = 128

// L of RFC 9380 §5 for r and for p: ⌈(⌈log2 modulus⌉ + 128) / 8⌉.
const lengthForScalar = 48
const lengthForField = 64

/** expand_message of RFC 9380 §5.3: `length` uniform octets. Throws CurveError 'wrong-length' for a tag that is empty or longer
 *  than 255 octets, or for a length that is not from 1 to 8,160. */
export function expandMessage({ message, dst, expander }: HashOptions, length: number): Uint8Array {
  if (dst.length === 0 || dst.length > 255) {
    throw new CurveError('wrong-length', 'A domain separation tag must have 1 to 255 octets.')
  }
  if (!Number.isSafeInteger(length) || length < 1 || length > 255 * 32) {
    throw new CurveError('wrong-length', 'A message is expanded to 1 to 8,160 octets.')
  }
  return expander === 'XMD:SHA-256'
    ? expandWithSha256(message, dst, length)
    : expand_message_xof(message, dst, length, securityBits, shake256)
}

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
