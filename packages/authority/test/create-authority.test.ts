import { bls12_381 } from '@noble/curves/bls12-381.js'
import { describe, expect, it } from 'vitest'
import {
  type AuthorityError,
  createAuthority,
  decodeTrusteeShare,
  encodeTrusteeShare,
  type TrusteeShare,
} from '../src/index.ts'

const { Point } = bls12_381.G1
const { Fr } = bls12_381.fields
const order = bls12_381.fields.Fr.ORDER

/** Σ λᵢ·shareᵢ over exactly these shares, written from the formula of Lagrange alone. */
function interpolate(shares: readonly TrusteeShare[]): bigint {
  return shares.reduce((sum, { index, secret }) => {
    let coefficient = 1n
    for (const other of shares) {
      if (other.index === index) continue
      const difference = (((BigInt(other.index) - BigInt(index)) % order) + order) % order
      coefficient = (coefficient * BigInt(other.index) * Fr.inv(difference)) % order
    }
    return (sum + coefficient * BigInt(`0x${Buffer.from(secret).toString('hex')}`)) % order
  }, 0n)
}

const keyOf = (secret: bigint) => (secret === 0n ? Point.ZERO : Point.BASE.multiply(secret)).toBytes()

function subsets<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]]
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]))
}

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return (error as AuthorityError).code
  }
  return undefined
}

describe('the key of an authority', () => {
  const three = createAuthority({ trustees: 5, threshold: 3 })

  it('is what every three of five shares interpolate to, and no two', () => {
    for (const shares of subsets(three.shares, 3)) {
      expect(keyOf(interpolate(shares))).toEqual(three.publicKey)
    }
    for (const shares of subsets(three.shares, 2)) {
      expect(keyOf(interpolate(shares))).not.toEqual(three.publicKey)
    }
  })

  it('comes with the verification share of every trustee', () => {
    expect(three.verificationShares).toHaveLength(5)
    for (const { index, secret } of three.shares) {
      expect(keyOf(BigInt(`0x${Buffer.from(secret).toString('hex')}`))).toEqual(
        three.verificationShares[index - 1],
      )
    }
  })

  it('is that of all shares together where all are needed', () => {
    const all = createAuthority({ trustees: 4, threshold: 4 })
    expect(keyOf(interpolate(all.shares))).toEqual(all.publicKey)
    for (const shares of subsets(all.shares, 3)) {
      expect(keyOf(interpolate(shares))).not.toEqual(all.publicKey)
    }
  })

  it('can be that of one trustee', () => {
    const alone = createAuthority({ trustees: 1, threshold: 1 })
    expect(keyOf(interpolate(alone.shares))).toEqual(alone.publicKey)
    expect(alone.verificationShares).toEqual([alone.publicKey])
  })

  it('is another each time, and so is the hash of its generation', () => {
    const again = createAuthority({ trustees: 5, threshold: 3 })
    expect(again.publicKey).not.toEqual(three.publicKey)
    expect(again.dkgHash).not.toEqual(three.dkgHash)
    expect(again.dkgHash).toHaveLength(32)
  })

  it('follows from the randomness that is passed in', () => {
    const make = () => {
      let drawn = 0
      return createAuthority({
        trustees: 3,
        threshold: 2,
        random: (length) => Uint8Array.from({ length }, () => (drawn++ * 167 + 13) % 251),
      })
    }
    expect(make().publicKey).toEqual(make().publicKey)
    expect(make().dkgHash).toEqual(make().dkgHash)
  })

  it('is refused to numbers that make no authority', () => {
    const invalid: [number, number][] = [
      [0, 0],
      [0, 1],
      [1, 0],
      [3, 4],
      [3, 1],
      [256, 2],
      [2.5, 2],
      [3, Number.NaN],
    ]
    for (const [trustees, threshold] of invalid) {
      expect(codeOf(() => createAuthority({ trustees, threshold }))).toBe('invalid-argument')
    }
  })

  it('is abandoned when a source of randomness fails', () => {
    expect(
      codeOf(() => createAuthority({ trustees: 3, threshold: 2, random: () => new Uint8Array(0) })),
    ).toBe('participant-at-fault')
  })
})

describe('the octets of a share', async () => {
  const { shares } = createAuthority({ trustees: 5, threshold: 3 })
  const share = shares[1] as TrusteeShare
  const octets = await encodeTrusteeShare(share)

  it('are read as the share that was written', async () => {
    for (const each of shares) expect(await decodeTrusteeShare(await encodeTrusteeShare(each))).toEqual(each)
  })

  it('are refused with any octet changed or missing, or one more', async () => {
    for (let i = 0; i < octets.length; i += 7) {
      const mauled = octets.slice()
      mauled[i] = (mauled[i] as number) ^ (1 << (i % 8))
      expect(await decodeTrusteeShare(mauled)).toBeUndefined()
    }
    expect(await decodeTrusteeShare(octets.subarray(1))).toBeUndefined()
    expect(await decodeTrusteeShare(Uint8Array.from([...octets, 0]))).toBeUndefined()
  })

  it('are not written for a share under another number, threshold or key', async () => {
    const other = createAuthority({ trustees: 5, threshold: 3 })
    for (const wrong of [
      { ...share, index: 3 },
      { ...share, threshold: 2 },
      { ...share, publicKey: other.publicKey },
      { ...share, verificationShares: other.verificationShares },
      { ...share, secret: new Uint8Array(32) },
    ]) {
      await expect(encodeTrusteeShare(wrong)).rejects.toMatchObject({ code: 'invalid-argument' })
    }
  })
})
