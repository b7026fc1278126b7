import { CurveError } from './curve-error.ts'
import { type Engine, sizeOf, writeWords } from './engine.ts'
import { type G1, type G2, type PreparedG2, wordsOf } from './points.ts'

/** e(g1, g2), one factor of a product of pairings. */
export type PairingTerm = readonly [g1: G1, g2: G2 | PreparedG2]

export interface Pairing {
  /** Computes the lines of a point that is paired more than once: a third of each later Miller loop is saved. */
  prepare(point: G2): PreparedG2
  /** Whether the product of the pairings is one. The identity in a term makes that factor one; no terms make true. */
  check(terms: readonly PairingTerm[]): boolean
}

export function createPairing(engine: Engine): Pairing {
  const { mcl, scratch } = engine
  const lineBytes = mcl._mclBn_getUint64NumToPrecompute() * 8
  // Address of the lines, null once destroyed.
  const linesOf = new WeakMap<object, number | null>()
  const product = scratch
  const factor = product + sizeOf.gt
  const point1 = factor + sizeOf.gt
  const point2 = point1 + sizeOf.g1
  const pointOfG2 = point2 + sizeOf.g1

  const isIdentity = (point: G1) => {
    writeWords(engine, point1, wordsOf(point))
    return mcl._mclBnG1_isZero(point1) === 1
  }

  const isIdentityOfG2 = (point: G2) => {
    writeWords(engine, pointOfG2, wordsOf(point))
    return mcl._mclBnG2_isZero(pointOfG2) === 1
  }

  const isPrepared = (point: G2 | PreparedG2): point is PreparedG2 => linesOf.has(point)

  const linesAddress = (point: PreparedG2): number => {
    const address = linesOf.get(point)
    if (!address) {
      throw new CurveError(
        'point-destroyed',
        'This prepared point was destroyed. Prepare it again before use.',
      )
    }
    return address
  }

  return {
    prepare(point) {
      const address = mcl._malloc(lineBytes)
      if (address === 0) throw new RangeError('the pairing engine is out of memory')
      writeWords(engine, pointOfG2, wordsOf(point))
      mcl._mclBn_precomputeG2(address, pointOfG2)
      const prepared: PreparedG2 = {
        point,
        destroy() {
          if (linesOf.get(prepared)) mcl._free(address)
          linesOf.set(prepared, null)
        },
      }
      linesOf.set(prepared, address)
      return prepared
    },

    check(terms) {
      const prepared: [G1, number][] = []
      const plain: [G1, G2][] = []
      for (const [g1, g2] of terms) {
        const lines = isPrepared(g2) ? linesAddress(g2) : undefined
        if (isIdentity(g1) || isIdentityOfG2(isPrepared(g2) ? g2.point : g2)) continue
        if (lines === undefined) plain.push([g1, g2 as G2])
        else prepared.push([g1, lines])
      }

      let empty = true
      const take = () => {
        if (empty) mcl.HEAP8.copyWithin(product, factor, factor + sizeOf.gt)
        else mcl._mclBnGT_mul(product, product, factor)
        empty = false
      }
      for (let i = 0; i < prepared.length; i += 2) {
        const [g1, lines] = prepared[i] as [G1, number]
        const other = prepared[i + 1]
        writeWords(engine, point1, wordsOf(g1))
        if (other === undefined) {
          mcl._mclBn_precomputedMillerLoop(factor, point1, lines)
        } else {
          // Two loops in one share their squarings.
          writeWords(engine, point2, wordsOf(other[0]))
          mcl._mclBn_precomputedMillerLoop2(factor, point1, lines, point2, other[1])
        }
        take()
      }
      for (const [g1, g2] of plain) {
        writeWords(engine, point1, wordsOf(g1))
        writeWords(engine, pointOfG2, wordsOf(g2))
        mcl._mclBn_millerLoop(factor, point1, pointOfG2)
        take()
      }
      if (empty) return true
      mcl._mclBn_finalExp(product, product)
      return mcl._mclBnGT_isOne(product) === 1
    },
  }
}
