import { createHash } from 'node:crypto'
import { type BbsInterface, type Generator, openInterface } from '@velum/bbs'
import type { BindingParameters, RegistrationSubject } from '@velum/binding'
import { bindingHeader } from '@velum/binding'
import {
  addScalars,
  encodeScalar,
  type G1,
  hashToScalar,
  multiplyScalars,
  randomScalar,
  type Scalar,
} from '@velum/curve'
import { encode } from 'cborg'
import { freshRandom, utf8 } from './world.ts'

const apiId = 'BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_VELUM_BINDING_V1_H2G_HM2S_'
const tag = (purpose: string) => utf8(`VELUM_BINDING_V1_${purpose}_`)
const sha256 = (octets: Uint8Array) => Uint8Array.from(createHash('sha256').update(octets).digest())

/** What a cheating applicant does otherwise than the protocol has it; the proof is made over what is sent. */
export interface Cheat {
  /** Added to the commitment. */
  readonly plus?: (bbs: BbsInterface) => G1
  /** Secrets behind Reg and RegN, where they are not the committed ones. */
  readonly regSecret?: Scalar
  readonly regNSecret?: Scalar
  /** Sent in place of Reg and RegN. */
  readonly reg?: Uint8Array
  readonly regN?: Uint8Array
  /** Sent in place of the commitment. */
  readonly commitment?: Uint8Array
}

/** A registration made by software of one's own, from docs/proof-system.md. */
export async function registerByOwnSoftware(subject: RegistrationSubject, cheat: Cheat): Promise<Uint8Array> {
  const { parameters, nonce, session, record } = subject
  const bbs = await openInterface({ ciphersuite: 'BLS12-381-SHA-256', apiId })
  const { g1 } = bbs.curve
  const [u, uN] = ['U', 'UN'].map((purpose) => baseOf(bbs, parameters, purpose)) as [G1, G1]
  const [blind, holderSecret, nymSecret] = draws(3) as [Scalar, Scalar, Scalar]
  const [blindTilde, holderTilde, nymTilde] = draws(3) as [Scalar, Scalar, Scalar]
  const bases = bbs.blindGenerators.first(3).map(pointOfGenerator)
  const commit = (factors: readonly Scalar[]) =>
    g1.msm(bases.map((base, i) => [base, factors[i] as Scalar] as const))
  const honest = commit([blind, holderSecret, nymSecret])
  const c = cheat.commitment ?? g1.encode(cheat.plus ? g1.add(honest, cheat.plus(bbs)) : honest)
  const reg = cheat.reg ?? g1.encode(g1.multiply(u, cheat.regSecret ?? holderSecret))
  const regN = cheat.regN ?? g1.encode(g1.multiply(uN, cheat.regNSecret ?? nymSecret))
  const first = [
    commit([blindTilde, holderTilde, nymTilde]),
    g1.multiply(u, holderTilde),
    g1.multiply(uN, nymTilde),
  ].map(g1.encode)

  const date = '2026-11-23'
  const { issuer, authority, templateHash } = parameters
  const signingNonce = randomScalar(freshRandom)
  const statement = [reg, g1.encode(u), issuer, authority, templateHash, sha256(record), date]
  const signed = hash([...statement, g1.encode(g1.multiply(u, signingNonce))], 'RECORD_SIGNATURE')
  const response = addScalars(signingNonce, multiplyScalars(signed, cheat.regSecret ?? holderSecret))
  const recordSignature = [encodeScalar(signed), encodeScalar(response)]
  const challenge = hash(
    [
      ...[tag('REGISTRATION'), 1, issuer, templateHash, bindingHeader(parameters), authority, g1.encode(u)],
      ...[nonce, session, c, reg, regN, sha256(record), date, recordSignature, false, null, ...first],
    ],
    'REGISTRATION',
  )
  const hat = (tilde: Scalar, secret: Scalar) =>
    encodeScalar(addScalars(tilde, multiplyScalars(challenge, secret)))
  return encode([
    ...[1, c, reg, regN, hat(blindTilde, blind), hat(holderTilde, holderSecret), hat(nymTilde, nymSecret)],
    ...[encodeScalar(challenge), date, recordSignature, false, null],
  ])
}

/** The base of the issuer's own message at that position: 0 is the link, 1 the handle, 2 the first number. */
export function baseOfIssuersMessage(bbs: BbsInterface, position: number): G1 {
  return pointOfGenerator(bbs.generators.first(position + 2)[position + 1] as Generator)
}

/** The base of a third committed message. */
export const thirdCommittedBase = (bbs: BbsInterface): G1 =>
  pointOfGenerator(bbs.blindGenerators.first(4)[3] as Generator)

const draws = (count: number): Scalar[] => Array.from({ length: count }, () => randomScalar(freshRandom))

function hash(parts: readonly unknown[], purpose: string): Scalar {
  return hashToScalar({ message: encode(parts), dst: tag(purpose), expander: 'XMD:SHA-256' })
}

function baseOf(bbs: BbsInterface, parameters: BindingParameters, purpose: string): G1 {
  const { chainId, authority, issuer } = parameters
  const message = encode([chainId, purpose === 'UN' ? null : authority, issuer])
  return bbs.curve.g1.hashToCurve({ message, dst: tag(purpose), expander: 'XMD:SHA-256' })
}

const pointOfGenerator = ({ base }: Generator): G1 => ('point' in base ? base.point : base)
