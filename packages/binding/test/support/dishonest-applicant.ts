import { openInterface } from '@velum/bbs'
import { addScalars, encodeScalar, type G1, multiplyScalars, randomScalar, type Scalar } from '@velum/curve'
import { registrationBases } from '../../src/bases.ts'
import { openBindingInterface } from '../../src/binding-interface.ts'
import { signRecord } from '../../src/registration/record-signature.ts'
import { encodeRegistration } from '../../src/registration/registration-octets.ts'
import { commitTo, registrationChallenge } from '../../src/registration/registration-proof.ts'
import { application, random } from './applicant.ts'

/** What a dishonest applicant sends in place of the honest value; the proof is computed over what is sent. */
export interface Dishonesty {
  /** Added to the commitment. */
  commitmentPlus?: (curve: { hash: (text: string) => G1 }) => G1
  /** Secret behind Reg, where it is not the committed one. */
  regSecret?: Scalar
  regNSecret?: Scalar
  holderSecret?: Scalar
  nymSecret?: Scalar
  blind?: Scalar
  /** Changes encodings after the points were made and before the challenge is computed. */
  encodings?: (sent: { commitment: Uint8Array; reg: Uint8Array; regN: Uint8Array }) => Partial<{
    commitment: Uint8Array
    reg: Uint8Array
    regN: Uint8Array
  }>
}

/** A registration made by somebody who follows the protocol but for one thing. */
export async function registerDishonestly(dishonesty: Dishonesty) {
  const options = application()
  const bbs = await openBindingInterface()
  const { g1 } = bbs.curve
  const bases = registrationBases(bbs.curve, options.parameters)
  const secrets = {
    blind: dishonesty.blind ?? randomScalar(random),
    holderSecret: dishonesty.holderSecret ?? randomScalar(random),
    nymSecret: dishonesty.nymSecret ?? randomScalar(random),
  }
  const nonces = {
    blind: randomScalar(random),
    holderSecret: randomScalar(random),
    nymSecret: randomScalar(random),
  }
  const honest = commitTo(bbs, bases, secrets)
  const pointed = commitTo(bbs, bases, {
    ...secrets,
    holderSecret: dishonesty.regSecret ?? secrets.holderSecret,
    nymSecret: dishonesty.regNSecret ?? secrets.nymSecret,
  })
  const hash = (text: string) =>
    g1.hashToCurve({
      message: new TextEncoder().encode(text),
      dst: new TextEncoder().encode('DISHONEST_'),
      expander: 'XMD:SHA-256',
    })
  const plus = dishonesty.commitmentPlus?.({ hash }) ?? g1.identity
  const honestEncodings = {
    commitment: g1.encode(g1.add(honest.commitment, plus)),
    reg: g1.encode(pointed.reg),
    regN: g1.encode(pointed.regN),
  }
  const points = { ...honestEncodings, ...dishonesty.encodings?.(honestEncodings) }
  const sent = {
    ...points,
    date: options.date,
    recordSignature: signRecord(
      bbs.curve,
      bases,
      { ...options.parameters, reg: points.reg, record: options.record, date: options.date },
      dishonesty.regSecret ?? secrets.holderSecret,
      random,
    ),
    publish: false,
    independent: null,
  }
  const challenge = registrationChallenge(bbs, bases, options, sent, commitTo(bbs, bases, nonces))
  const hat = (tilde: Scalar, secret: Scalar) => addScalars(tilde, multiplyScalars(challenge, secret))
  const registration = encodeRegistration({
    ...sent,
    blindHat: hat(nonces.blind, secrets.blind),
    holderSecretHat: hat(nonces.holderSecret, secrets.holderSecret),
    nymSecretHat: hat(nonces.nymSecret, secrets.nymSecret),
    challenge,
  })
  return { options, registration, blind: encodeScalar(secrets.blind) }
}

/** J_3, which a commitment to two messages does not use. */
export async function thirdBlindGenerator(): Promise<G1> {
  const { apiId, ciphersuite } = await openBindingInterface()
  const bbs = await openInterface({ ciphersuite, apiId })
  const base = bbs.blindGenerators.first(4)[3]?.base
  if (!base) throw new RangeError('there is no fourth blind generator')
  return 'point' in base ? base.point : base
}
