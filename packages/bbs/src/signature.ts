import {
  addScalars,
  type Curve,
  decodeScalar,
  encodeScalar,
  type G1,
  negateScalar,
  type PreparedG1,
  type Scalar,
  type Term,
  toScalar,
} from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import { type BbsInterface, openInterface } from './bbs-interface.ts'
import { type Ciphersuite, standardApiId } from './ciphersuite.ts'
import { calculateDomain } from './domain.ts'
import type { Generator } from './generators.ts'
import { requireSecretKey } from './key-pair.ts'
import { concatenate, requireMessages, requireOctets } from './octets.ts'
import { decodePublicKey, preparedKey, requirePublicKey } from './public-key.ts'

/** Octets of a signature: a compressed point of G1 and a scalar. */
const signatureLength = 80

/** A signature taken apart: the draft's (A, e). */
export interface Signature {
  readonly a: G1
  readonly e: Scalar
}

export interface SignOptions {
  readonly ciphersuite: Ciphersuite
  readonly secretKey: Uint8Array
  /** The key that belongs to `secretKey`; that it does is not checked, and with another the signature is worthless. */
  readonly publicKey: Uint8Array
  readonly header?: Uint8Array
  readonly messages?: readonly Uint8Array[]
}

/** Signs header and messages: 80 octets, the same for the same input (§3.5.1).
 *  Throws BbsError 'invalid-secret-key', 'invalid-public-key', 'unknown-ciphersuite', 'invalid-argument'. */
export async function sign(options: SignOptions): Promise<Uint8Array> {
  const { ciphersuite, secretKey, publicKey, header = new Uint8Array(0), messages = [] } = options
  const bbs = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  const secret = requireSecretKey(secretKey)
  requirePublicKey(bbs.curve, requireOctets(publicKey, 'publicKey'))
  requireOctets(header, 'header')
  const scalars = bbs.messagesToScalars(requireMessages(messages, 'messages'))
  const generators = bbs.generators.first(scalars.length + 1)
  const domain = calculateDomain(bbs, publicKey, generators, header)
  const e = bbs.hashToScalar(concatenate(...[secret, ...scalars, domain].map(encodeScalar)))
  const b = calculateB(bbs, generators, domain, scalars)
  return completeSignature(bbs.curve, secret, e, b)
}

export interface VerifyOptions {
  readonly ciphersuite: Ciphersuite
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
  readonly header?: Uint8Array
  readonly messages?: readonly Uint8Array[]
}

/** Whether the key signed exactly this header and these messages (§3.5.2). False for a key or signature of the wrong form.
 *  Throws BbsError 'unknown-ciphersuite', 'invalid-argument'. */
export async function verify(options: VerifyOptions): Promise<boolean> {
  const { ciphersuite, publicKey, signature, header = new Uint8Array(0), messages = [] } = options
  const bbs = await openInterface({ ciphersuite, apiId: standardApiId(ciphersuite) })
  requireOctets(publicKey, 'publicKey')
  requireOctets(signature, 'signature')
  requireOctets(header, 'header')
  const scalars = bbs.messagesToScalars(requireMessages(messages, 'messages'))
  const generators = bbs.generators.first(scalars.length + 1)
  return coreVerify(bbs, { publicKey, signature, generators, header, scalars })
}

export interface CoreVerifyOptions {
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
  readonly generators: readonly Generator[]
  readonly header: Uint8Array
  readonly scalars: readonly Scalar[]
}

/** CoreVerify (§3.6.2): e(A, W + BP2·e) · e(B, −BP2) = 1, as e(−A, W) · e(B − A·e, BP2) = 1, so that both points of G2 are fixed
 *  and A·e joins the sum that is B. */
export function coreVerify(bbs: BbsInterface, options: CoreVerifyOptions): boolean {
  const { curve } = bbs
  const key = decodePublicKey(curve, options.publicKey)
  const signature = decodeSignature(curve, options.signature)
  if (!key || !signature) return false
  const { a, e } = signature
  const domain = calculateDomain(bbs, key.octets, options.generators, options.header)
  const difference = curve.g1.msm([
    ...termsOfB(bbs, options.generators, domain, options.scalars),
    [a, negateScalar(e)],
  ])
  return curve.pairingCheck([
    [curve.g1.negate(a), preparedKey(curve, key)],
    [difference, bbs.basePointOfG2],
  ])
}

/** B = P1 + Q_1·domain + Σ H_i·msg_i. */
export function calculateB(
  bbs: BbsInterface,
  generators: readonly Generator[],
  domain: Scalar,
  scalars: readonly Scalar[],
): G1 {
  return bbs.curve.g1.msm(termsOfB(bbs, generators, domain, scalars))
}

function termsOfB(
  { basePoint }: BbsInterface,
  generators: readonly Generator[],
  domain: Scalar,
  scalars: readonly Scalar[],
): Term<G1 | PreparedG1>[] {
  const factors = [domain, ...scalars]
  return [
    [basePoint, toScalar(1n)],
    ...generators.map(({ base }, i): Term<G1 | PreparedG1> => [base, factors[i] as Scalar]),
  ]
}

/** A = B · 1/(SK + e), then signature_to_octets. */
export function completeSignature(curve: Curve, secret: Scalar, e: Scalar, b: G1): Uint8Array {
  const sum = addScalars(secret, e)
  if (e === 0n || sum === 0n || curve.g1.isIdentity(b)) {
    // The hash would have to hit one number out of 2^255.
    throw new BbsError('invalid-argument', 'These messages cannot be signed with this key.')
  }
  const [inverse] = curve.invertScalars([sum]) as [Scalar]
  const a = curve.g1.multiplySecret(b, inverse)
  return concatenate(curve.g1.encode(a), encodeScalar(e))
}

/** octets_to_signature (§4.2.4.3); undefined unless A is a point of G1 other than the identity and 0 < e < r. */
export function decodeSignature(curve: Curve, octets: Uint8Array): Signature | undefined {
  if (octets.length !== signatureLength) return undefined
  const e = decodeScalar(octets.subarray(48))
  if (e === undefined || e === 0n) return undefined
  const a = curve.g1.decode(octets.subarray(0, 48))
  return a && { a, e }
}
