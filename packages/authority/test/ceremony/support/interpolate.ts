import { bls12_381 } from '@noble/curves/bls12-381.js'
import type { TrusteeShare } from '../../../src/trustee-share.ts'

const { Point } = bls12_381.G1
const { Fr } = bls12_381.fields
const order = Fr.ORDER

/** g^(Σ λᵢ·shareᵢ) over exactly these shares, written from the formula of Lagrange alone: 48 octets. */
export function keyFrom(shares: readonly TrusteeShare[]): Uint8Array {
  const secret = shares.reduce((sum, { index, secret }) => {
    let coefficient = 1n
    for (const other of shares) {
      if (other.index === index) continue
      const difference = (((BigInt(other.index) - BigInt(index)) % order) + order) % order
      coefficient = (coefficient * BigInt(other.index) * Fr.inv(difference)) % order
    }
    return (sum + coefficient * BigInt(`0x${Buffer.from(secret).toString('hex')}`)) % order
  }, 0n)
  return Point.BASE.multiply(secret).toBytes()
}

export const pointOf = (share: TrusteeShare): Uint8Array =>
  Point.BASE.multiply(BigInt(`0x${Buffer.from(share.secret).toString('hex')}`)).toBytes()
