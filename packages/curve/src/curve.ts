import { CurveError } from './curve-error.ts'
import { createEndomorphism } from './endomorphism.ts'
import {
  createEngine,
  type Engine,
  readOctets,
  readWords,
  sizeOf,
  withMemory,
  writeOctets,
  writeScalar,
  writeWords,
} from './engine.ts'
import type { HashOptions } from './expand-message.ts'
import { createGroup, type Group, type GroupFunctions, sumOfProducts } from './group.ts'
import { functionsOfG1, functionsOfG2 } from './group-functions.ts'
import { hashToField } from './hash-to-field.ts'
import type { MclModule } from './mcl-module.ts'
import { createPairing, type PairingTerm } from './pairing.ts'
import { type G1, type G2, type PreparedG1, type PreparedG2, type UncheckedG1, wordsOf } from './points.ts'
import { createPreparedSums } from './prepared-g1.ts'
import { decodeScalar, type Scalar } from './scalar.ts'

/** A point and what it is multiplied by. */
export type Term<Point> = readonly [point: Point, scalar: Scalar]

export interface GroupG1 extends Group<G1> {
  /** Σ point · scalar over any number of terms. Faster where points are prepared. Its time depends on the scalars. */
  msm(terms: readonly Term<G1 | PreparedG1>[]): G1
  /** Makes the table of a point that many sums will use: 18 kB, until `destroy()`. */
  prepare(point: G1): PreparedG1
  /** hash_to_curve of RFC 9380, BLS12381G1 with SSWU and random oracle, under a tag of the caller's own. */
  hashToCurve(options: HashOptions): G1
  /** Reads a constant of the program that a test has shown to be in the subgroup, so that loading it does not check it again.
   *  Throws CurveError 'invalid-constant' when it is no point of the curve. */
  decodeConstant(encoding: Uint8Array): G1
  /** Reads many encodings four times as fast by leaving out the subgroup check; undefined when one is no point of the curve.
   *  For logs only: what is computed from them must itself be checked. */
  decodeUnchecked(encodings: readonly Uint8Array[]): UncheckedG1[] | undefined
  /** As `msm`, over points that may lie outside the subgroup; of those that do the result is meaningless but harmless. */
  msmUnchecked(terms: readonly Term<G1 | UncheckedG1>[]): UncheckedG1
  /** The point as one of G1, or undefined when it lies outside the subgroup. */
  checkSubgroup(point: UncheckedG1): G1 | undefined
}

export interface GroupG2 extends Group<G2> {
  msm(terms: readonly Term<G2>[]): G2
  /** Computes the lines of a point that many pairings will use: 20 kB, until `destroy()`. */
  prepare(point: G2): PreparedG2
}

/** BLS12-381. Every operation is synchronous.
 *
 *  Not constant-time: `multiply`, `msm`, `invertScalars` and all arithmetic on scalars (BigInt) take time that depends on their
 *  operands, and copies of scalars stay in memory until it is used again. Only `multiplySecret` tries to hide the scalar; it is for
 *  keys that sign again and again for strangers who can measure. Nobody has examined how well it hides. */
export interface Curve {
  readonly g1: GroupG1
  readonly g2: GroupG2
  /** Whether ∏ e(g1, g2) = 1. */
  pairingCheck(terms: readonly PairingTerm[]): boolean
  /** 1/x of each, with a single inversion. Throws CurveError 'scalar-out-of-range' for a zero. */
  invertScalars(scalars: readonly Scalar[]): Scalar[]
}

export function createCurve(mcl: MclModule): Curve {
  const engine = createEngine(mcl)
  const pairing = createPairing(engine)
  return {
    g1: createG1(engine, functionsOfG1(mcl)),
    g2: createG2(engine, functionsOfG2(mcl), pairing.prepare),
    pairingCheck: pairing.check,
    invertScalars: (scalars) => invertScalars(engine, scalars),
  }
}

function createG1(engine: Engine, functions: GroupFunctions): GroupG1 {
  const { mcl, scratch } = engine
  const endomorphism = createEndomorphism(engine)
  const preparedSums = createPreparedSums(engine, endomorphism)
  const unchecked = createGroup<G1>(engine, functions)
  const isInSubgroup = (point: G1) => {
    writeWords(engine, scratch, wordsOf(point))
    return endomorphism.isInSubgroup(scratch)
  }
  const checked = (point: G1 | undefined) => (point && isInSubgroup(point) ? point : undefined)
  const group: Group<G1> = {
    ...unchecked,
    decode: (octets) => checked(unchecked.decode(octets)),
    decodeOrIdentity: (octets) => checked(unchecked.decodeOrIdentity(octets)),
  }
  const sumPlain = (terms: readonly Term<G1 | UncheckedG1>[]) =>
    sumOfProducts(engine, functions, ...columns(terms))
  return {
    ...group,
    prepare: preparedSums.prepare,

    msm(terms) {
      const prepared = terms.filter(([point]) => preparedSums.isPrepared(point))
      if (prepared.length === 0) return sumPlain(terms as readonly Term<G1>[]) as unknown as G1
      const plain = terms.filter(([point]) => !preparedSums.isPrepared(point)) as Term<G1>[]
      // A handful of passing points is cheaper within the prepared sum, whose doublings they share; many are cheaper outside.
      if (plain.length <= 8) return preparedSums.sum(...columns(terms))
      return group.add(preparedSums.sum(...columns(prepared)), sumPlain(plain) as unknown as G1)
    },

    hashToCurve(options) {
      const [u0, u1] = hashToField(options)
      mapToG1(engine, scratch, u0)
      mapToG1(engine, scratch + sizeOf.g1, u1)
      mcl._mclBnG1_add(scratch, scratch, scratch + sizeOf.g1)
      mcl._mclBnG1_normalize(scratch, scratch)
      return readWords(engine, scratch, sizeOf.g1) as unknown as G1
    },

    decodeConstant(encoding) {
      const point = unchecked.decode(encoding)
      if (point) return point
      throw new CurveError('invalid-constant', 'A constant of the program is no point of the curve.')
    },

    decodeUnchecked(encodings) {
      const points = encodings.map((encoding) => unchecked.decodeOrIdentity(encoding))
      return points.includes(undefined) ? undefined : (points as unknown as UncheckedG1[])
    },

    msmUnchecked: (terms) => sumPlain(terms) as unknown as UncheckedG1,

    checkSubgroup: (point) => checked(point as unknown as G1),
  }
}

function createG2(engine: Engine, functions: GroupFunctions, prepare: (point: G2) => PreparedG2): GroupG2 {
  return {
    ...createGroup<G2>(engine, functions),
    prepare,
    msm: (terms) => sumOfProducts(engine, functions, ...columns(terms)) as unknown as G2,
  }
}

function columns<Point>(terms: readonly Term<Point>[]): [Point[], Scalar[]] {
  return [terms.map(([point]) => point), terms.map(([, scalar]) => scalar)]
}

function mapToG1(engine: Engine, address: number, fieldElement: Uint8Array): void {
  const { mcl } = engine
  const element = address + sizeOf.g1
  const buffer = element + sizeOf.fp
  writeOctets(engine, buffer, fieldElement)
  if (mcl._mclBnFp_deserialize(element, buffer, sizeOf.fp) !== sizeOf.fp) {
    throw new RangeError('mcl refused a field element')
  }
  mcl._mclBnFp_mapToG1(address, element)
}

function invertScalars(engine: Engine, scalars: readonly Scalar[]): Scalar[] {
  const count = scalars.length
  if (count === 0) return []
  if (scalars.some((scalar) => scalar === 0n)) {
    throw new CurveError('scalar-out-of-range', 'Zero has no inverse.')
  }
  const { mcl } = engine
  return withMemory(engine, (count + 1) * sizeOf.fr, (values) => {
    const buffer = values + count * sizeOf.fr
    scalars.forEach((scalar, i) => {
      writeScalar(engine, values + i * sizeOf.fr, scalar, buffer)
    })
    mcl._mclBnFr_invVec(values, values, count)
    return scalars.map((_, i) => {
      mcl._mclBnFr_serialize(buffer, sizeOf.fr, values + i * sizeOf.fr)
      return decodeScalar(readOctets(engine, buffer, sizeOf.fr)) as Scalar
    })
  })
}
