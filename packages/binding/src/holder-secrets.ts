import { decodeScalar, encodeScalar, randomScalar, type Scalar } from '@velum/curve'
import { BindingError } from './binding-error.ts'
import { requireOctets } from './require.ts'

/** What only the holder knows; the same in all of a holder's bindings. 32 octets each: numbers from 1 to r − 1, big-endian. */
export interface HolderSecrets {
  /** Proves possession, and is what an escrow token holds (in the exponent). */
  readonly holderSecret: Uint8Array
  /** Makes the pseudonyms. */
  readonly nymSecret: Uint8Array
}

/** Draws both secrets from `random`, a cryptographic source. */
export function createHolderSecrets(random: (length: number) => Uint8Array): HolderSecrets {
  return { holderSecret: encodeScalar(randomScalar(random)), nymSecret: encodeScalar(randomScalar(random)) }
}

/** The secrets as scalars. Throws BindingError 'invalid-argument'. */
export function secretScalars(secrets: HolderSecrets): { holderSecret: Scalar; nymSecret: Scalar } {
  return {
    holderSecret: requireNonZero(secrets.holderSecret, 'holderSecret'),
    nymSecret: requireNonZero(secrets.nymSecret, 'nymSecret'),
  }
}

/** Throws BindingError 'invalid-argument' unless the octets are a number from 1 to r − 1. */
export function requireNonZero(octets: Uint8Array, name: string): Scalar {
  const scalar = decodeScalar(requireOctets(octets, name, 32))
  if (scalar !== undefined && scalar !== 0n) return scalar
  throw new BindingError('invalid-argument', `${name} must be a number from 1 to r − 1.`)
}
