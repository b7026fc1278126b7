import { type Engine, sizeOf, writeOctets } from './engine.ts'

// The endomorphism φ(x, y) = (βx, y) of E1, where β is a cube root of unity in Fp. On G1 it multiplies by λ = z² − 1, z being the
// curve's parameter; the other cube root β² gives φ², which multiplies by λ² = −z².
const beta =
  '1a0111ea397fe699ec02408663d4de85aa0d857d89759ad4897d29650fb85f9b409427eb4f49fffd8bfd00000000aaac'

// |z|; its sign does not matter where only z² is used.
const parameter = 0xd201000000010000n
const lowerBits = parameter.toString(2).slice(1)

export interface Endomorphism {
  /** φ in place, of an affine or Jacobian point. */
  apply(address: number): void
  /** Whether the point at `address` lies in G1, given that it is on the curve. */
  isInSubgroup(address: number): boolean
}

/** λ, by which φ multiplies on G1. */
export const eigenvalue = parameter * parameter - 1n

export function createEndomorphism(engine: Engine): Endomorphism {
  const { mcl } = engine
  const betaAddress = mcl._malloc(sizeOf.fp)
  const multiple = mcl._malloc(sizeOf.g1)
  const square = mcl._malloc(sizeOf.g1)
  writeOctets(engine, engine.scratch, fromHex(beta))
  if (mcl._mclBnFp_deserialize(betaAddress, engine.scratch, sizeOf.fp) !== sizeOf.fp) {
    throw new RangeError('mcl refused a field element')
  }

  // x is the first coordinate in memory, and φ leaves the others alone.
  const apply = (address: number) => mcl._mclBnFp_mul(address, address, betaAddress)

  const multiplyByParameter = (result: number, point: number) => {
    mcl.HEAP8.copyWithin(result, point, point + sizeOf.g1)
    for (const bit of lowerBits) {
      mcl._mclBnG1_dbl(result, result)
      if (bit === '1') mcl._mclBnG1_add(result, result, point)
    }
  }

  return {
    apply,

    // P is in G1 exactly when φ²(P) = −z²·P: φ² + z² is an isogeny of degree z⁴ − z² + 1 = r, so its kernel has r points, and
    // the r points of G1 are in it. Half the doublings of a multiplication by r. (eprint 2021/1130)
    isInSubgroup(address) {
      multiplyByParameter(multiple, address)
      multiplyByParameter(square, multiple)
      mcl.HEAP8.copyWithin(multiple, address, address + sizeOf.g1)
      apply(multiple)
      apply(multiple)
      mcl._mclBnG1_neg(multiple, multiple)
      return mcl._mclBnG1_isEqual(multiple, square) === 1
    },
  }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) =>
    Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16),
  )
}
