import { createFROST, type DKG_Round1, type DKG_Round2 } from '@noble/curves/abstract/frost.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { type Curve, decodeScalar, type G1, negateScalar, scalarFromOctets, toScalar } from '@velum/curve'
import { dkgHashOf } from '../dkg-hash.ts'
import type { RandomOctets } from '../octets.ts'
import { evaluateInExponent } from '../polynomial.ts'
import { type CeremonyTerms, proofPrefix, surplusOf, trusteesOf } from './ceremony-terms.ts'
import type { Reveal } from './messages.ts'

const { Point } = bls12_381.G1
const { Fr } = bls12_381.fields

/** What a ceremony leads to: what trustees sign, and what is published. */
export interface CeremonyOutcome {
  /** The key: 48 octets. In a refresh the one there was. */
  readonly publicKey: Uint8Array
  /** g·share of each trustee in the order of their numbers: 48 octets each. */
  readonly verificationShares: readonly Uint8Array[]
  /** Over all reveals: 32 octets. */
  readonly dkgHash: Uint8Array
}

export interface Polynomial {
  /** a_0 … a_(t−1): 32 octets each, secret. */
  readonly coefficients: readonly Uint8Array[]
  /** g^a_k: 48 octets each. */
  readonly commitments: readonly Uint8Array[]
  /** That its maker knows a_0, for this ceremony and trustee alone: 80 octets. */
  readonly proofOfKnowledge: Uint8Array
}

type Suite = ReturnType<typeof createFROST>

const suite = (terms: CeremonyTerms): Suite =>
  createFROST({
    name: 'VELUM-BLS12381G1-SHA512-v1',
    ...{ Point, Fn: Fr, hash: sha512, HDKG: proofPrefix(terms) },
  })

const identifierOf = (frost: Suite, trustee: number) => frost.Identifier.fromNumber(trustee)

/** Draws a trustee's polynomial, whose value at 0 is `constant` where one is given. */
export function drawPolynomial(
  terms: CeremonyTerms,
  trustee: number,
  random: RandomOctets,
  constant?: Uint8Array,
): Polynomial {
  const frost = suite(terms)
  const { threshold, trustees } = terms
  // The library makes no key for one: of two coefficients the first is that of a single trustee, and all that is proven.
  const signers = { min: Math.max(threshold, 2), max: Math.max(trustees, 2) }
  const rng = (length = 32) => random(length)
  const made = frost.DKG.round1(identifierOf(frost, trustee), signers, constant, rng)
  const { coefficients = [] } = made.secret
  const polynomial = {
    coefficients: coefficients.slice(0, threshold).map((coefficient) => Fr.toBytes(coefficient)),
    commitments: made.public.commitment.slice(0, threshold),
    proofOfKnowledge: made.public.proofOfKnowledge,
  }
  frost.DKG.clean(made.secret)
  return polynomial
}

/** Whether the maker of a reveal knows the secret behind its first commitment, and proved it for this ceremony:
 *  g^z = R·φ^c with c = SHA-512(prefix ‖ number ‖ φ ‖ R). (FROST, figure 1, round 1) */
export function verifyProofOfKnowledge(
  { g1 }: Curve,
  terms: CeremonyTerms,
  { trustee, commitments, proofOfKnowledge }: Reveal,
): boolean {
  const [first] = commitments as [Uint8Array]
  const [r, z] = [proofOfKnowledge.subarray(0, 48), proofOfKnowledge.subarray(48)]
  const [known, nonce, response] = [g1.decode(first), g1.decode(r), decodeScalar(z)]
  if (!known || !nonce || !response) return false
  const prefix = new TextEncoder().encode(proofPrefix(terms))
  const digest = sha512(concatBytes(prefix, Fr.toBytes(BigInt(trustee)), first, r))
  const minus = negateScalar(scalarFromOctets(digest))
  const found = g1.msm([
    [g1.generator, response],
    [known, minus],
  ])
  return g1.equals(found, nonce)
}

/** Whether a share is the value at `trustee` of the polynomial that these commitments fix. */
export function verifyShare(
  curve: Curve,
  commitments: readonly Uint8Array[],
  trustee: number,
  share: Uint8Array,
): boolean {
  const { g1 } = curve
  const scalar = decodeScalar(share)
  if (!scalar) return false
  const expected = evaluateInExponent(curve, pointsOf(curve, commitments), trustee)
  return g1.equals(g1.multiplySecret(g1.generator, scalar), expected)
}

/** The shares that a trustee owes the others, in the rising order of their numbers. */
export function dealShares(
  terms: CeremonyTerms,
  own: Participant,
  reveals: readonly Reveal[],
): readonly Uint8Array[] {
  if (terms.trustees === 1) return []
  const frost = suite(terms)
  const secret = secretOf(terms, own, reveals)
  const dealt = frost.DKG.round2(secret, broadcastsOf(frost, reveals, own.trustee))
  const shares = trusteesOf(terms, own.trustee).map(
    (trustee) => (dealt[identifierOf(frost, trustee)] as DKG_Round2).signingShare.slice() as Uint8Array,
  )
  frost.DKG.clean(secret)
  return shares
}

/** The secret share of a trustee that has all shares dealt to it, each of which has been verified: 32 octets. */
export function combineShares(
  terms: CeremonyTerms,
  own: Participant,
  reveals: readonly Reveal[],
  received: readonly Uint8Array[],
): Uint8Array {
  if (terms.trustees === 1) return (own.coefficients[0] as Uint8Array).slice()
  const frost = suite(terms)
  const broadcasts = broadcastsOf(frost, reveals, own.trustee)
  // As the library left it when the shares were dealt: these very reveals were checked then.
  const secret = { ...secretOf(terms, own, reveals), step: 2 as const, round1Cache: broadcasts }
  const dealt = trusteesOf(terms, own.trustee).map((dealer, i) => ({
    identifier: identifierOf(frost, dealer),
    signingShare: received[i] as Uint8Array,
  }))
  const key = frost.DKG.round3(secret, broadcasts, dealt)
  frost.DKG.clean(secret)
  return Fr.toBytes(Fr.sub(Fr.fromBytes(key.secret.signingShare), BigInt(surplusOf(terms))))
}

/** What these reveals, all of them checked, lead to; undefined where the key or a share would be the identity: that happens to
 *  nobody who has one honest trustee. */
export function outcomeOf(
  curve: Curve,
  terms: CeremonyTerms,
  reveals: readonly Reveal[],
): CeremonyOutcome | undefined {
  const { g1 } = curve
  const polynomials = reveals.map(({ commitments }) => pointsOf(curve, commitments))
  const sums = Array.from({ length: terms.threshold }, (_, k) =>
    polynomials.reduce((sum, points) => g1.add(sum, points[k] as G1), g1.identity),
  )
  const surplus = g1.multiply(g1.generator, toScalar(BigInt(surplusOf(terms))))
  const commitments = sums.map((point, k) => (k === 0 ? g1.subtract(point, surplus) : point))
  const points = [0, ...trusteesOf(terms)].map((x) => evaluateInExponent(curve, commitments, x))
  if (points.some((point) => g1.isIdentity(point))) return undefined
  const [publicKey, ...verificationShares] = points.map((point) => g1.encode(point)) as [Uint8Array]
  const frost = suite(terms)
  return {
    publicKey,
    verificationShares,
    dkgHash: dkgHashOf(terms.threshold, broadcastsOf(frost, reveals)),
  }
}

interface Participant {
  readonly trustee: number
  readonly coefficients: readonly Uint8Array[]
}

function secretOf(
  { threshold, trustees }: CeremonyTerms,
  { trustee, coefficients }: Participant,
  reveals: readonly Reveal[],
) {
  const { commitments } = reveals[trustee - 1] as Reveal
  return {
    identifier: BigInt(trustee),
    coefficients: coefficients.map((coefficient) => Fr.fromBytes(coefficient)),
    commitment: commitments.map((commitment) => commitment.slice()),
    signers: { min: threshold, max: trustees },
    step: 1 as const,
  }
}

const broadcastsOf = (frost: Suite, reveals: readonly Reveal[], except?: number): DKG_Round1[] =>
  reveals
    .filter(({ trustee }) => trustee !== except)
    .map(({ trustee, commitments, proofOfKnowledge }) => ({
      identifier: identifierOf(frost, trustee),
      commitment: commitments.map((commitment) => commitment.slice()),
      proofOfKnowledge: proofOfKnowledge.slice(),
    }))

// A reveal is used when its commitments were found to be points.
const pointsOf = ({ g1 }: Curve, commitments: readonly Uint8Array[]): G1[] =>
  commitments.map((commitment) => g1.decode(commitment) as G1)
