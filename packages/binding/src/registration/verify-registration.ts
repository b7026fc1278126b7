import { registrationBases } from '../bases.ts'
import { openBindingInterface } from '../binding-interface.ts'
import { requireParameters } from '../binding-parameters.ts'
import { requireOctets, requireText } from '../require.ts'
import {
  type IndependentSignature,
  recordStatement,
  verifyIndependentSignature,
} from './independent-signature.ts'
import { type RecordSignature, verifySignatureUnderReg } from './record-signature.ts'
import { decodeRegistration } from './registration-octets.ts'
import { type RegistrationSubject, recompute, registrationChallenge } from './registration-proof.ts'

export interface VerifyRegistrationOptions extends RegistrationSubject {
  readonly registration: Uint8Array
}

/** A registration that was verified. Points have 48 octets. */
export interface OpenedRegistration {
  /** For `signBinding`. */
  readonly commitment: Uint8Array
  readonly reg: Uint8Array
  readonly regN: Uint8Array
  /** The day on which the holder signed the record: `YYYY-MM-DD`. */
  readonly date: string
  readonly recordSignature: RecordSignature
  readonly publish: boolean
  readonly independent?: IndependentSignature
}

export type RegistrationRejection =
  /** Not the canonical encoding of a registration, or a scalar out of range. */
  | 'malformed'
  /** A point is the identity, outside the subgroup or not canonically encoded. */
  | 'invalid-point'
  /** The proof is not one for these parameters, this nonce, session and record. */
  | 'invalid-proof'
  | 'invalid-record-signature'
  | 'invalid-independent-signature'

export type RegistrationVerdict =
  | { readonly valid: true; readonly registration: OpenedRegistration }
  | { readonly valid: false; readonly reason: RegistrationRejection }

/** Verifies what a holder sent, against the issuer's own nonce, session, parameters and record of the authenticated applicant: one
 *  made for any other of them is no registration here. Left to the issuer, who has the store: that the nonce is used once and is
 *  of this session, that Reg is not another person's, that RegN is the one the person already has, that the day is about today, and
 *  who issued an independent certificate to whom. Throws BindingError 'invalid-argument' for options of the wrong form.
 *  (docs/proof-system.md) */
export async function verifyRegistration(options: VerifyRegistrationOptions): Promise<RegistrationVerdict> {
  const parameters = requireParameters(options.parameters)
  requireText(options.nonce, 'nonce')
  requireText(options.session, 'session')
  const record = requireOctets(options.record, 'record')

  // Form: canonical, exactly two committed messages, scalars in range.
  const parts = decodeRegistration(requireOctets(options.registration, 'registration'))
  if (!parts) return { valid: false, reason: 'malformed' }

  // Points: in the subgroup, not the identity, canonically encoded.
  const bbs = await openBindingInterface()
  const { g1 } = bbs.curve
  const commitment = g1.decode(parts.commitment)
  const reg = g1.decode(parts.reg)
  const regN = g1.decode(parts.regN)
  if (!commitment || !reg || !regN) return { valid: false, reason: 'invalid-point' }

  // The proof: the challenge that follows from what was sent and from what we know is the one that was answered.
  const bases = registrationBases(bbs.curve, parameters)
  const { blindHat, holderSecretHat, nymSecretHat, challenge } = parts
  const first = recompute(
    bbs,
    bases,
    { blind: blindHat, holderSecret: holderSecretHat, nymSecret: nymSecretHat },
    { commitment, reg, regN },
    challenge,
  )
  if (registrationChallenge(bbs, bases, options, parts, first) !== challenge) {
    return { valid: false, reason: 'invalid-proof' }
  }

  // The record, signed under Reg.
  const { date, recordSignature, publish, independent } = parts
  const signed = { ...parameters, reg: parts.reg, record, date }
  if (!verifySignatureUnderReg(bbs.curve, bases, signed, reg, recordSignature)) {
    return { valid: false, reason: 'invalid-record-signature' }
  }

  // The independent signature, where there is one.
  const statement = recordStatement({ parameters, reg: parts.reg, record })
  if (independent && !(await verifyIndependentSignature(independent, statement))) {
    return { valid: false, reason: 'invalid-independent-signature' }
  }

  const opened = {
    commitment: parts.commitment,
    reg: parts.reg,
    regN: parts.regN,
    date,
    recordSignature,
    publish,
  }
  return { valid: true, registration: independent ? { ...opened, independent } : opened }
}
