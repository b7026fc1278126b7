import { decodeScalar, encodeScalar, type Scalar } from '@velum/curve'
import { decodeCanonical, encodeCanonical } from '../canonical-cbor.ts'
import { isOctets } from '../require.ts'
import { isDate } from './date.ts'
import type { IndependentSignature } from './independent-signature.ts'
import type { RecordSignature } from './record-signature.ts'

/** A registration taken apart: form checked, nothing verified. */
export interface RegistrationParts {
  /** Commitment to both secrets under the blind generators: 48 octets, a point not yet decoded; so are `reg` and `regN`. */
  readonly commitment: Uint8Array
  readonly reg: Uint8Array
  readonly regN: Uint8Array
  readonly blindHat: Scalar
  readonly holderSecretHat: Scalar
  readonly nymSecretHat: Scalar
  readonly challenge: Scalar
  readonly date: string
  readonly recordSignature: RecordSignature
  readonly publish: boolean
  readonly independent: IndependentSignature | null
}

const version = 1
// A certificate is the only part without a fixed length.
const longest = 16384

/** Canonical CBOR [1, C, Reg, RegN, blind^, holderSecret^, nymSecret^, challenge, date, [challenge, response], publish,
 *  null | [certificate, signature]]. */
export function encodeRegistration(parts: RegistrationParts): Uint8Array {
  const { recordSignature, independent } = parts
  return encodeCanonical([
    version,
    parts.commitment,
    parts.reg,
    parts.regN,
    encodeScalar(parts.blindHat),
    encodeScalar(parts.holderSecretHat),
    encodeScalar(parts.nymSecretHat),
    encodeScalar(parts.challenge),
    parts.date,
    [recordSignature.challenge, recordSignature.response],
    parts.publish,
    independent && [independent.certificate, independent.signature],
  ])
}

/** Reads a registration; undefined unless it is canonically encoded, every scalar is from 1 to r − 1 and the date is a day. The three
 *  responses are all there is place for: a commitment to more than two messages has no registration. */
export function decodeRegistration(octets: Uint8Array): RegistrationParts | undefined {
  const items = decodeCanonical(octets, longest)
  if (!Array.isArray(items) || items.length !== 12 || items[0] !== version) return undefined
  const [, commitment, reg, regN, blindHat, holderSecretHat, nymSecretHat, challenge] = items
  if (![commitment, reg, regN].every((point) => isOctets(point, 48))) return undefined
  const scalars = [blindHat, holderSecretHat, nymSecretHat, challenge].map(readScalar)
  if (scalars.includes(undefined)) return undefined
  const [, , , , , , , , date, signature, publish, independentPair] = items
  const recordSignature = readRecordSignature(signature)
  const independent = independentPair === null ? null : readIndependentSignature(independentPair)
  if (!isDate(date) || !recordSignature || typeof publish !== 'boolean' || independent === undefined) {
    return undefined
  }
  const [blind, holderSecret, nymSecret, challengeScalar] = scalars as [Scalar, Scalar, Scalar, Scalar]
  return {
    commitment,
    reg,
    regN,
    blindHat: blind,
    holderSecretHat: holderSecret,
    nymSecretHat: nymSecret,
    challenge: challengeScalar,
    date,
    recordSignature,
    publish,
    independent,
  }
}

/** [challenge, response], 32 octets each; undefined for anything else. */
export function readRecordSignature(value: unknown): RecordSignature | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [challenge, response] = value
  return readScalar(challenge) && readScalar(response) ? { challenge, response } : undefined
}

/** [certificate, signature]; undefined for anything else. */
export function readIndependentSignature(value: unknown): IndependentSignature | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [certificate, signature] = value
  return certificate instanceof Uint8Array && signature instanceof Uint8Array
    ? { certificate, signature }
    : undefined
}

// Zero is refused everywhere: an honest response is zero once in 2^255.
function readScalar(value: unknown): Scalar | undefined {
  const scalar = isOctets(value, 32) ? decodeScalar(value) : undefined
  return scalar === 0n ? undefined : scalar
}
