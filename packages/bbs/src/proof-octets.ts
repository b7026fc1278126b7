import { type Curve, decodeScalar, encodeScalar, type G1, type Scalar, scalarLength } from '@velum/curve'
import { concatenate } from './octets.ts'

const pointLength = 48
const pointsLength = 3 * pointLength
// e^, r1^, r3^ and the challenge.
const fixedScalars = 4

/** A proof taken apart (§4.2.4.4). */
export interface Proof {
  readonly aBar: G1
  readonly bBar: G1
  readonly d: G1
  readonly eHat: Scalar
  readonly r1Hat: Scalar
  readonly r3Hat: Scalar
  /** m^ of each hidden message, in the order of their indexes. */
  readonly messageHats: readonly Scalar[]
  readonly challenge: Scalar
}

/** Octets of a proof that hides so many messages. */
export const proofLength = (hiddenCount: number): number =>
  pointsLength + (fixedScalars + hiddenCount) * scalarLength

/** proof_to_octets (§4.2.4.4). */
export function encodeProof({ g1 }: Curve, proof: Proof): Uint8Array {
  const { aBar, bBar, d, eHat, r1Hat, r3Hat, messageHats, challenge } = proof
  return concatenate(
    ...[aBar, bBar, d].map(g1.encode),
    ...[eHat, r1Hat, r3Hat, ...messageHats, challenge].map(encodeScalar),
  )
}

/** octets_to_proof (§4.2.4.5); undefined unless the length is that of `hiddenCount` hidden messages, every point is one of G1
 *  other than the identity, and every scalar is at least 1 and below r. */
export function decodeProof({ g1 }: Curve, octets: Uint8Array, hiddenCount: number): Proof | undefined {
  if (octets.length !== proofLength(hiddenCount)) return undefined
  // Scalars first: they cost next to nothing to refuse.
  const scalars: Scalar[] = []
  for (let start = pointsLength; start < octets.length; start += scalarLength) {
    const scalar = decodeScalar(octets.subarray(start, start + scalarLength))
    if (scalar === undefined || scalar === 0n) return undefined
    scalars.push(scalar)
  }
  const points: G1[] = []
  for (let start = 0; start < pointsLength; start += pointLength) {
    const point = g1.decode(octets.subarray(start, start + pointLength))
    if (!point) return undefined
    points.push(point)
  }
  const [aBar, bBar, d] = points as [G1, G1, G1]
  const [eHat, r1Hat, r3Hat] = scalars as [Scalar, Scalar, Scalar]
  const challenge = scalars.at(-1) as Scalar
  return { aBar, bBar, d, eHat, r1Hat, r3Hat, messageHats: scalars.slice(3, -1), challenge }
}
