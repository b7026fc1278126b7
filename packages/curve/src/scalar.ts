import { CurveError } from './curve-error.ts'

declare const scalarBrand: unique symbol

/** An integer in [0, r), r the order of G1 and G2. BigInt arithmetic is not constant-time, and a BigInt cannot be wiped. */
export type Scalar = bigint & { readonly [scalarBrand]: true }

/** r, the prime order of G1, G2 and GT. */
export const groupOrder = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n

/** Octets of an encoded scalar. */
export const scalarLength = 32

/** Takes a number that must already be in [0, r). Throws CurveError 'scalar-out-of-range'. */
export function toScalar(value: bigint): Scalar {
  if (value < 0n || value >= groupOrder) {
    throw new CurveError('scalar-out-of-range', 'A scalar must be at least 0 and below the group order.')
  }
  return value as Scalar
}

/** The representative of `value` modulo r. */
export function reduceScalar(value: bigint): Scalar {
  const remainder = value % groupOrder
  return (remainder < 0n ? remainder + groupOrder : remainder) as Scalar
}

export function addScalars(a: Scalar, b: Scalar): Scalar {
  const sum = a + b
  return (sum >= groupOrder ? sum - groupOrder : sum) as Scalar
}

export function subtractScalars(a: Scalar, b: Scalar): Scalar {
  const difference = a - b
  return (difference < 0n ? difference + groupOrder : difference) as Scalar
}

export function multiplyScalars(a: Scalar, b: Scalar): Scalar {
  return ((a * b) % groupOrder) as Scalar
}

export function negateScalar(a: Scalar): Scalar {
  return (a === 0n ? a : groupOrder - a) as Scalar
}

/** 32 octets, big-endian (I2OSP). */
export function encodeScalar(scalar: Scalar): Uint8Array {
  const octets = new Uint8Array(scalarLength)
  const view = new DataView(octets.buffer)
  view.setBigUint64(0, scalar >> 192n)
  view.setBigUint64(8, BigInt.asUintN(64, scalar >> 128n))
  view.setBigUint64(16, BigInt.asUintN(64, scalar >> 64n))
  view.setBigUint64(24, BigInt.asUintN(64, scalar))
  return octets
}

/** Reads 32 octets, big-endian; undefined for another length or a number ≥ r. Zero is a scalar: refuse it where it must not be. */
export function decodeScalar(octets: Uint8Array): Scalar | undefined {
  if (octets.length !== scalarLength) return undefined
  const value = octetsToInteger(octets)
  return value < groupOrder ? (value as Scalar) : undefined
}

/** OS2IP(octets) mod r. With 48 uniform octets the result is uniform up to a bias of 2^-128. */
export function scalarFromOctets(octets: Uint8Array): Scalar {
  return (octetsToInteger(octets) % groupOrder) as Scalar
}

/** A non-zero scalar from 48 octets of `random`, which must be a cryptographic source. */
export function randomScalar(random: (length: number) => Uint8Array): Scalar {
  for (;;) {
    const octets = random(48)
    if (octets.length !== 48) {
      throw new CurveError('wrong-length', 'The random source did not return the 48 octets asked for.')
    }
    const scalar = scalarFromOctets(octets)
    if (scalar !== 0n) return scalar
  }
}

function octetsToInteger(octets: Uint8Array): bigint {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  const head = octets.length % 8
  let value = 0n
  for (let i = 0; i < head; i++) value = (value << 8n) | BigInt(view.getUint8(i))
  for (let i = head; i < octets.length; i += 8) value = (value << 64n) | view.getBigUint64(i)
  return value
}
