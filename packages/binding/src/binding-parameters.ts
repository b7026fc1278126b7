import { sha256 } from '@noble/hashes/sha2.js'
import { type Scalar, toScalar } from '@velum/curve'
import { BindingError } from './binding-error.ts'
import { encodeCanonical } from './canonical-cbor.ts'
import { requireInteger, requireOctets, requireText } from './require.ts'

/** A number that the issuer signs in a binding. Its scalar is value − lo, so that every scalar is small and not negative. */
export interface NumberRange {
  readonly name: string
  /** `day`: days since 1970-01-01. */
  readonly unit: 'day' | 'integer'
  /** Smallest value. */
  readonly lo: number
  /** Largest value; hi − lo is below 2^32. */
  readonly hi: number
}

/** What all bindings of one template have in common. */
export interface BindingParameters {
  readonly chainId: number
  /** 32 octets. */
  readonly templateHash: Uint8Array
  /** The issuer's DID. */
  readonly issuer: string
  /** In the order of their scalars; the first one is `expiry`. */
  readonly numbers: readonly NumberRange[]
  /** Id of the opening authority, 32 octets; null where no presentation can be opened. */
  readonly authority: Uint8Array | null
}

const headerVersion = 1
const most = 16

/** The header of the binding's signature: 32 octets, the same for every holder of the template, disclosed in every presentation.
 *  Throws BindingError 'invalid-argument'. (docs/proof-system.md, "Binding") */
export function bindingHeader(parameters: BindingParameters): Uint8Array {
  const { chainId, templateHash, issuer, numbers, authority } = requireParameters(parameters)
  // The null is the place of the accumulator.
  const ranges = numbers.map(({ name, unit, lo, hi }) => [name, unit, lo, hi])
  return sha256(encodeCanonical([headerVersion, chainId, templateHash, issuer, ranges, null, authority]))
}

/** Throws BindingError 'invalid-argument' for parameters that no binding can have. */
export function requireParameters(parameters: BindingParameters): BindingParameters {
  const { chainId, templateHash, issuer, numbers, authority } = parameters
  requireInteger(chainId, 'chainId', 1)
  requireOctets(templateHash, 'templateHash', 32)
  requireText(issuer, 'issuer')
  if (authority !== null) requireOctets(authority, 'authority', 32)
  if (!Array.isArray(numbers) || numbers.length === 0 || numbers.length > most) {
    throw new BindingError('invalid-argument', `A binding has from 1 to ${most} numbers.`)
  }
  numbers.forEach(requireRange)
  const names = numbers.map(({ name }) => name)
  if (names[0] !== 'expiry' || new Set(names).size !== names.length) {
    throw new BindingError(
      'invalid-argument',
      'The first number of a binding is `expiry`, and no name comes twice.',
    )
  }
  return parameters
}

function requireRange({ name, unit, lo, hi }: NumberRange): void {
  requireText(name, 'the name of a number')
  if (unit !== 'day' && unit !== 'integer') {
    throw new BindingError('invalid-argument', 'The unit of a number must be `day` or `integer`.')
  }
  requireInteger(lo, 'lo')
  requireInteger(hi, 'hi', lo)
  if (hi - lo >= 2 ** 32) throw new BindingError('invalid-argument', 'hi − lo must be below 2^32.')
}

/** The scalars of the numbers, in the order of the parameters. Throws BindingError 'invalid-argument' for another count, and
 *  'number-out-of-range' for a value that is no integer from lo to hi. */
export function numberScalars(ranges: readonly NumberRange[], values: readonly number[]): Scalar[] {
  if (values.length !== ranges.length) {
    throw new BindingError('invalid-argument', 'There must be one value for each number of the binding.')
  }
  return ranges.map(({ name, lo, hi }, i) => {
    const value = values[i] as number
    if (Number.isSafeInteger(value) && value >= lo && value <= hi) return toScalar(BigInt(value - lo))
    throw new BindingError('number-out-of-range', `The number \`${name}\` must be an integer from lo to hi.`)
  })
}
