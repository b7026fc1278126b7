import { encodeMultikeyBytes } from '@velum/did'
import { describe, expect, it } from 'vitest'
import type { IssuerChange } from '../../src/index.ts'
import { issuersThen } from '../../src/opening/issuer-then.ts'
import { random } from './support.ts'

const identity = `0x${'ab'.repeat(20)}`
const did = `did:ethr:0x7a69:${identity}`
const at = (day: number) => ({ blockNumber: day, at: new Date(Date.UTC(2026, 0, day)) })
const day = (number: number) => at(number).at
const never = new Date(0)

function key(name = 'did/pub/Multikey/veriKey/base58') {
  const value = encodeMultikeyBytes({ kind: 'Bls12381G2', publicKey: random(96) })
  return { kind: 'attribute' as const, name, value }
}

/** How many assertion keys the issuer had on that day, by its changes. */
async function keysOn(number: number, history: readonly IssuerChange[], subject = did) {
  const chain = {
    deployment: { chainId: 31_337 },
    didRegistry: { history: async (asked: string) => (asked.toLowerCase() === identity ? history : []) },
  }
  const { assertionMethod } = await issuersThen(chain, day(number)).resolve(subject)
  return assertionMethod.length
}

describe('an issuer as it was', () => {
  it('has the keys that were in force on that day', async () => {
    const [first, second] = [key(), key()]
    const history: IssuerChange[] = [
      { ...at(2), ...first, validTo: day(20) },
      { ...at(4), ...second, validTo: day(30) },
      { ...at(6), ...first, validTo: never },
      { ...at(8), ...first, validTo: day(12) },
    ]
    const days = [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 30, 31]
    const counts = await Promise.all(days.map((number) => keysOn(number, history)))
    expect(counts).toEqual([0, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 0])
  })

  it('has no key of another purpose, and none that only its delegates have', async () => {
    const history: IssuerChange[] = [
      { ...at(2), ...key('did/pub/Multikey/enc/base58'), validTo: day(20) },
      { ...at(2), ...key('did/pub/Secp256k1/veriKey/hex'), validTo: day(20) },
      { ...at(2), kind: 'delegate' },
    ]
    expect(await keysOn(3, history)).toBe(0)
  })

  it('has no key that is longer than any key is', async () => {
    const history: IssuerChange[] = [
      { ...at(2), ...key(), value: random(5_000), validTo: day(20) },
      { ...at(2), ...key(), validTo: day(20) },
    ]
    expect(await keysOn(3, history)).toBe(1)
  })

  it('is none after it was given up, and was one before', async () => {
    const history: IssuerChange[] = [
      { ...at(2), ...key(), validTo: day(20) },
      { ...at(3), kind: 'owner', owner: `0x${'cd'.repeat(20)}` },
      { ...at(5), kind: 'owner', owner: `0x${'00'.repeat(20)}` },
    ]
    expect(await keysOn(4, history)).toBe(1)
    await expect(keysOn(5, history)).rejects.toMatchObject({ code: 'did-deactivated' })
  })

  it('is not looked for on another chain, nor off the chain', async () => {
    const elsewhere = `did:ethr:0x1:${identity}`
    await expect(keysOn(5, [], elsewhere)).rejects.toMatchObject({ code: 'network-unknown' })
    await expect(keysOn(5, [], 'did:web:issuer.example')).rejects.toMatchObject({
      code: 'method-not-supported',
    })
  })
})
