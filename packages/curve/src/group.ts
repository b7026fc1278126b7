import {
  type Engine,
  readOctets,
  readWords,
  sizeOf,
  wipeScratch,
  withMemory,
  writeOctets,
  writeScalar,
  writeWords,
} from './engine.ts'
import type { MclModule } from './mcl-module.ts'
import type { G1, G2, UncheckedG1, Words } from './points.ts'
import { wordsOf } from './points.ts'
import type { Scalar } from './scalar.ts'

/** What G1 and G2 have in common. Points are immutable values. */
export interface Group<Point> {
  readonly generator: Point
  readonly identity: Point
  /** Octets of an encoded point. */
  readonly encodedLength: number
  /** Reads the compressed encoding; undefined unless it is the canonical one of a point of the subgroup other than the identity. */
  decode(octets: Uint8Array): Point | undefined
  /** As `decode`, and takes the identity too. */
  decodeOrIdentity(octets: Uint8Array): Point | undefined
  /** The compressed encoding (ZCash flags), which is unique. */
  encode(point: Point): Uint8Array
  isIdentity(point: Point): boolean
  equals(left: Point, right: Point): boolean
  add(left: Point, right: Point): Point
  subtract(left: Point, right: Point): Point
  negate(point: Point): Point
  /** point · scalar. Its time depends on the scalar. */
  multiply(point: Point, scalar: Scalar): Point
  /** point · scalar by the variant of mcl that does not branch on digits (mulCT), for signing keys. The length of the scalar still
   *  shows in its time (keys are full-length), and so may BigInt arithmetic before it and caches. */
  multiplySecret(point: Point, scalar: Scalar): Point
}

/** The functions of mcl for one of the two groups, under names without the group. */
export interface GroupFunctions {
  readonly pointBytes: number
  readonly encodedLength: number
  readonly generator: Uint8Array
  readonly clear: MclModule['_mclBnG1_clear']
  readonly deserialize: MclModule['_mclBnG1_deserialize']
  readonly serialize: MclModule['_mclBnG1_serialize']
  readonly isZero: MclModule['_mclBnG1_isZero']
  readonly isEqual: MclModule['_mclBnG1_isEqual']
  readonly neg: MclModule['_mclBnG1_neg']
  readonly add: MclModule['_mclBnG1_add']
  readonly sub: MclModule['_mclBnG1_sub']
  readonly mul: MclModule['_mclBnG1_mul']
  readonly mulCT: MclModule['_mclBnG1_mulCT']
  readonly mulVec: MclModule['_mclBnG1_mulVec']
}

// mcl works on its stack above some thousands of terms and then fails.
const termsAtOnce = 2000

const compressed = 0x80
const infinity = 0x40

export function createGroup<Point extends G1 | G2>(engine: Engine, functions: GroupFunctions): Group<Point> {
  const { scratch } = engine
  const { pointBytes, encodedLength } = functions
  const first = scratch
  const second = first + pointBytes
  const result = second + pointBytes
  const buffer = result + pointBytes

  const load = (address: number, point: Point) => writeWords(engine, address, wordsOf(point))
  const store = (address: number) => readWords(engine, address, pointBytes) as unknown as Point

  functions.clear(result)
  const identity = store(result)

  const combine = (operation: MclModule['_mclBnG1_add'], left: Point, right: Point): Point => {
    load(first, left)
    load(second, right)
    operation(result, first, right === left ? first : second)
    return store(result)
  }

  const scale = (operation: MclModule['_mclBnG1_mul'], point: Point, scalar: Scalar): Point => {
    load(first, point)
    writeScalar(engine, second, scalar, buffer)
    operation(result, first, second)
    return store(result)
  }

  const encode = (point: Point): Uint8Array => {
    load(first, point)
    functions.serialize(buffer, encodedLength, first)
    return readOctets(engine, buffer, encodedLength)
  }

  // mcl checks the curve equation, and for G2 the subgroup. That the encoding is the canonical one (flags, x below p, nothing
  // beside the flags of the identity) is shown by encoding again.
  const decodeOrIdentity = (octets: Uint8Array): Point | undefined => {
    if (octets.length !== encodedLength || ((octets[0] as number) & compressed) === 0) return undefined
    writeOctets(engine, buffer, octets)
    if (functions.deserialize(first, buffer, encodedLength) !== encodedLength) return undefined
    const point = store(first)
    return sameOctets(encode(point), octets) ? point : undefined
  }

  const decode = (octets: Uint8Array): Point | undefined =>
    octets.length > 0 && ((octets[0] as number) & infinity) !== 0 ? undefined : decodeOrIdentity(octets)

  const generator = decode(functions.generator)
  if (generator === undefined) throw new RangeError('mcl refused the generator of a group')

  return {
    generator,
    identity,
    encodedLength,
    decode,
    decodeOrIdentity,
    encode,
    isIdentity: (point) => {
      load(first, point)
      return functions.isZero(first) === 1
    },
    equals: (left, right) => {
      load(first, left)
      load(second, right)
      return functions.isEqual(first, second) === 1
    },
    add: (left, right) => combine(functions.add, left, right),
    subtract: (left, right) => combine(functions.sub, left, right),
    negate: (point) => {
      load(first, point)
      functions.neg(result, first)
      return store(result)
    },
    multiply: (point, scalar) => scale(functions.mul, point, scalar),
    multiplySecret: (point, scalar) => {
      try {
        return scale(functions.mulCT, point, scalar)
      } finally {
        wipeScratch(engine)
      }
    },
  }
}

/** Σ pointsᵢ · scalarsᵢ of any number of terms. Its time depends on the scalars. */
export function sumOfProducts(
  engine: Engine,
  functions: GroupFunctions,
  points: readonly (G1 | G2 | UncheckedG1)[],
  scalars: readonly Scalar[],
): Words {
  const { scratch } = engine
  const { pointBytes } = functions
  const total = scratch
  const part = total + pointBytes
  const buffer = part + pointBytes
  functions.clear(total)
  for (let start = 0; start < points.length; start += termsAtOnce) {
    const count = Math.min(termsAtOnce, points.length - start)
    withMemory(engine, count * (pointBytes + sizeOf.fr), (pointsAddress) => {
      const scalarsAddress = pointsAddress + count * pointBytes
      for (let i = 0; i < count; i++) {
        writeWords(engine, pointsAddress + i * pointBytes, wordsOf(points[start + i] as G1))
        writeScalar(engine, scalarsAddress + i * sizeOf.fr, scalars[start + i] as Scalar, buffer)
      }
      functions.mulVec(part, pointsAddress, scalarsAddress, count)
    })
    functions.add(total, total, part)
  }
  return readWords(engine, total, pointBytes)
}

function sameOctets(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((octet, i) => octet === right[i])
}
