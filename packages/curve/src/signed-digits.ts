import { eigenvalue } from './endomorphism.ts'
import type { Scalar } from './scalar.ts'

const limb = 0xffffffffn

/** Digits of one half of a scalar: 128 bits, one carry, one position to spare. */
export const digitsOfHalf = 130

/** Writes scalar = low + high·λ as two rows of signed digits in non-adjacent form of width `width`: each is 0 or odd with
 *  |digit| < 2^(width−1), and of `width` consecutive ones at most one is not 0. `rows` must be zero there beforehand. */
export function writeSignedDigits(rows: Int16Array, offset: number, scalar: Scalar, width: number): void {
  const high = scalar / eigenvalue
  writeHalf(rows, offset, scalar - high * eigenvalue, width)
  writeHalf(rows, offset + digitsOfHalf, high, width)
}

function writeHalf(rows: Int16Array, offset: number, half: bigint, width: number): void {
  const words = [
    Number(half & limb) | 0,
    Number((half >> 32n) & limb) | 0,
    Number((half >> 64n) & limb) | 0,
    Number(half >> 96n) | 0,
    0,
    0,
  ]
  const mask = (1 << width) - 1
  let carry = 0
  for (let position = 0; position < digitsOfHalf - 1; ) {
    const word = position >> 5
    const shift = position & 31
    const low = (words[word] as number) >>> shift
    if ((low & 1) === carry) {
      position++
      continue
    }
    const next = shift === 0 ? 0 : (words[word + 1] as number) << (32 - shift)
    let digit = ((low | next) & mask) + carry
    carry = 0
    if (digit > mask >> 1) {
      digit -= mask + 1
      carry = 1
    }
    rows[offset + position] = digit
    position += width
  }
}
