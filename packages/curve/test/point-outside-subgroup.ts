import { bls12_381 } from '@noble/curves/bls12-381.js'
import { hex, octets } from './hex.ts'

const { Fp } = bls12_381.fields

/** The coordinates that a compressed encoding of a point of E1 stands for, without a subgroup check. */
export function uncheckedByNoble(encoding: Uint8Array): { x: bigint; y: bigint } {
  const x = BigInt(`0x${hex(encoding)}`) & ((1n << 381n) - 1n)
  const y = Fp.sqrt(Fp.create(x ** 3n + 4n))
  const isLarger = ((encoding[0] as number) & 0x20) !== 0
  return { x, y: 2n * y > Fp.ORDER === isLarger ? y : Fp.neg(y) }
}

/** The compressed encoding of any point of E1; noble's own refuses those outside the subgroup. */
export function encodeUnchecked({ x, y }: { x: bigint; y: bigint }): Uint8Array {
  const flags = 2n * y > Fp.ORDER ? 0xa0n : 0x80n
  return octets((x | (flags << 376n)).toString(16).padStart(96, '0'))
}

/** The encoding of a point of E1 that is not in G1, found and judged by noble. */
export function pointOutsideSubgroup(): Uint8Array {
  for (let x = 1n; x < 100n; x++) {
    if (Fp.pow(Fp.create(x ** 3n + 4n), (Fp.ORDER - 1n) / 2n) !== 1n) continue
    const encoding = octets((x | (1n << 383n)).toString(16).padStart(96, '0'))
    if (!bls12_381.G1.Point.fromAffine(uncheckedByNoble(encoding)).isTorsionFree()) return encoding
  }
  throw new Error('no point outside the subgroup was found')
}
