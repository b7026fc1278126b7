import { sha256 } from '@noble/hashes/sha2.js'
import {
  addScalars,
  type Curve,
  decodeScalar,
  encodeScalar,
  type G1,
  hashToScalar,
  loadCurve,
  multiplyScalars,
  negateScalar,
  randomScalar,
  type Scalar,
} from '@velum/curve'
import { type RegistrationBases, registrationBases } from '../bases.ts'
import { encodeCanonical } from '../canonical-cbor.ts'
import { requireOctets } from '../require.ts'
import { tag } from '../tags.ts'

/** A Schnorr signature under a registration point: 32 octets each, numbers from 1 to r − 1. */
export interface RecordSignature {
  readonly challenge: Uint8Array
  readonly response: Uint8Array
}

/** What a holder signs under Reg: this record, for this issuer, authority and template, on this day. */
export interface SignedRecord {
  readonly chainId: number
  readonly issuer: string
  /** Id of the opening authority, 32 octets; null where nothing can be opened. */
  readonly authority: Uint8Array | null
  readonly templateHash: Uint8Array
  /** The registration point: 48 octets. */
  readonly reg: Uint8Array
  /** Octets of the identity record. */
  readonly record: Uint8Array
  /** The day on which the holder signs: `YYYY-MM-DD`. */
  readonly date: string
}

/** Signs the record with the secret of Reg = u·secret, under a nonce of its own. */
export function signRecord(
  curve: Curve,
  bases: RegistrationBases,
  signed: SignedRecord,
  secret: Scalar,
  random: (length: number) => Uint8Array,
): RecordSignature {
  const nonce = randomScalar(random)
  const challenge = challengeOf(curve, bases, signed, curve.g1.msm([[bases.u.point, nonce]]))
  return {
    challenge: encodeScalar(challenge),
    response: encodeScalar(addScalars(nonce, multiplyScalars(challenge, secret))),
  }
}

export interface VerifyRecordSignatureOptions extends SignedRecord {
  readonly signature: RecordSignature
}

/** Whether the owner of Reg signed exactly this record, for this chain, issuer, authority, template and day. False for points and
 *  scalars of the wrong form. Who the owner is it does not say: that Reg belongs to the person named is the issuer's word, or that
 *  of an independent signature. (docs/proof-system.md) */
export async function verifyRecordSignature(options: VerifyRecordSignatureOptions): Promise<boolean> {
  const curve = await loadCurve()
  const bases = registrationBases(curve, options)
  return verifySignatureUnderReg(
    curve,
    bases,
    options,
    curve.g1.decode(requireOctets(options.reg, 'reg')),
    options.signature,
  )
}

/** The same for a Reg that was decoded before; false where it is no point. */
export function verifySignatureUnderReg(
  curve: Curve,
  bases: RegistrationBases,
  signed: SignedRecord,
  reg: G1 | undefined,
  signature: RecordSignature,
): boolean {
  const challenge = decodeScalar(signature.challenge)
  const response = decodeScalar(signature.response)
  if (!reg || !challenge || !response) return false
  const first = curve.g1.msm([
    [bases.u.point, response],
    [reg, negateScalar(challenge)],
  ])
  return challengeOf(curve, bases, signed, first) === challenge
}

function challengeOf(curve: Curve, { u }: RegistrationBases, signed: SignedRecord, first: G1): Scalar {
  const { reg, issuer, authority, templateHash, record, date } = signed
  return hashToScalar({
    message: encodeCanonical([
      reg,
      u.encoding,
      issuer,
      authority,
      templateHash,
      sha256(record),
      date,
      curve.g1.encode(first),
    ]),
    dst: tag('RECORD_SIGNATURE'),
    expander: 'XMD:SHA-256',
  })
}
