import { sha256 } from '@noble/hashes/sha2.js'
import type { BbsInterface } from '@velum/bbs'
import { type G1, hashToScalar, negateScalar, type Scalar } from '@velum/curve'
import type { RegistrationBases } from '../bases.ts'
import { committedCount } from '../binding-interface.ts'
import { type BindingParameters, bindingHeader } from '../binding-parameters.ts'
import { encodeCanonical } from '../canonical-cbor.ts'
import { tag } from '../tags.ts'
import type { RegistrationParts } from './registration-octets.ts'

/** What one exchange of numbers is about: the three secrets, or their nonces, or their responses. */
export interface RegistrationScalars {
  readonly blind: Scalar
  readonly holderSecret: Scalar
  readonly nymSecret: Scalar
}

/** C, Reg and RegN of secrets; TC, TReg and TRegN of nonces. */
export interface RegistrationPoints {
  readonly commitment: G1
  readonly reg: G1
  readonly regN: G1
}

/** C = Q_2·blind + J_1·holderSecret + J_2·nymSecret, Reg = u·holderSecret, RegN = u_n·nymSecret. */
export function commitTo(
  bbs: BbsInterface,
  { u, uN }: RegistrationBases,
  { blind, holderSecret, nymSecret }: RegistrationScalars,
): RegistrationPoints {
  const { g1 } = bbs.curve
  const factors = [blind, holderSecret, nymSecret]
  return {
    commitment: g1.msm(commitmentBases(bbs).map((base, i) => [base, factors[i] as Scalar] as const)),
    reg: g1.msm([[u.point, holderSecret]]),
    regN: g1.msm([[uN.point, nymSecret]]),
  }
}

/** First messages as the verifier recomputes them: those of the responses, less challenge times the points. */
export function recompute(
  bbs: BbsInterface,
  { u, uN }: RegistrationBases,
  responses: RegistrationScalars,
  points: RegistrationPoints,
  challenge: Scalar,
): RegistrationPoints {
  const { g1 } = bbs.curve
  const minus = negateScalar(challenge)
  const { blind, holderSecret, nymSecret } = responses
  const factors = [blind, holderSecret, nymSecret]
  return {
    commitment: g1.msm([
      [points.commitment, minus],
      ...commitmentBases(bbs).map((base, i) => [base, factors[i] as Scalar] as const),
    ]),
    reg: g1.msm([
      [points.reg, minus],
      [u.point, holderSecret],
    ]),
    regN: g1.msm([
      [points.regN, minus],
      [uN.point, nymSecret],
    ]),
  }
}

/** What a registration is about, besides its own parts. */
export interface RegistrationSubject {
  readonly parameters: BindingParameters
  /** c_nonce of the issuer: single use, which the issuer checks. */
  readonly nonce: string
  /** The issuer's session with the applicant. */
  readonly session: string
  /** Octets of the identity record: the applicant's, as the party that computes the challenge knows it. */
  readonly record: Uint8Array
}

/** The one challenge of a registration. It covers everything that is sent but the responses, so that nothing of it can be exchanged
 *  on the way: not the day, the wish to publish or an independent signature either. (docs/proof-system.md) */
export function registrationChallenge(
  bbs: BbsInterface,
  { u }: RegistrationBases,
  { parameters, nonce, session, record }: RegistrationSubject,
  sent: Omit<RegistrationParts, 'blindHat' | 'holderSecretHat' | 'nymSecretHat' | 'challenge'>,
  first: RegistrationPoints,
): Scalar {
  const { recordSignature, independent } = sent
  const { encode } = bbs.curve.g1
  return hashToScalar({
    message: encodeCanonical([
      tag('REGISTRATION'),
      1,
      parameters.issuer,
      parameters.templateHash,
      bindingHeader(parameters),
      parameters.authority,
      u.encoding,
      nonce,
      session,
      sent.commitment,
      sent.reg,
      sent.regN,
      sha256(record),
      sent.date,
      [recordSignature.challenge, recordSignature.response],
      sent.publish,
      independent && [independent.certificate, independent.signature],
      encode(first.commitment),
      encode(first.reg),
      encode(first.regN),
    ]),
    dst: tag('REGISTRATION'),
    expander: 'XMD:SHA-256',
  })
}

function commitmentBases(bbs: BbsInterface) {
  return bbs.blindGenerators.first(committedCount + 1).map(({ base }) => base)
}
