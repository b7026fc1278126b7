import { type Curve, decodeScalar, type G1, type Scalar, scalarLength } from '@velum/curve'
import type { Sent } from './extension.ts'
import type { ReceivedStatement } from './statement-kind.ts'

/** Reads what a holder sent for a statement: so many points of the subgroup, none the identity, and so many scalars below r; undefined
 *  when any is not, or there are more or fewer. */
export function receive(
  { g1 }: Curve,
  { points, scalars }: Sent,
  pointCount: number,
  scalarCount: number,
): ReceivedStatement | undefined {
  const pointLength = g1.encodedLength
  if (points.length !== pointCount * pointLength || scalars.length !== scalarCount * scalarLength)
    return undefined
  const numbers = slices(scalars, scalarLength).map(decodeScalar)
  if (numbers.includes(undefined)) return undefined
  const elements = slices(points, pointLength).map((encoding) => ({ encoding, point: g1.decode(encoding) }))
  if (elements.some(({ point }) => point === undefined)) return undefined
  return { points: elements as { encoding: Uint8Array; point: G1 }[], scalars: numbers as Scalar[] }
}

function slices(octets: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: octets.length / length }, (_, i) => octets.slice(i * length, (i + 1) * length))
}
