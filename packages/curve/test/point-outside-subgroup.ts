import { bls12_381 } from '@noble/curves/bls12-381.js'
import { octets } from './hex.ts'

/** The encoding of a point of E1 that is not in G1, found and judged by noble. */
export function pointOutsideSubgroup(): Uint8Array {
  const { Fp } = bls12_381.fields
  for (let x = 1n; x < 100n; x++) {
    const square = Fp.create(x ** 3n + 4n)
    if (Fp.pow(square, (Fp.ORDER - 1n) / 2n) !== 1n) continue
    const y = Fp.sqrt(square)
    if (bls12_381.G1.Point.fromAffine({ x, y }).isTorsionFree()) continue
    const flags = 2n * y > Fp.ORDER ? 0xa0n : 0x80n
    return octets((x | (flags << 376n)).toString(16).padStart(96, '0'))
  }
  throw new Error('no point outside the subgroup was found')
}
