import { sha256 } from '@noble/hashes/sha2.js'
import { encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { numberScalars } from '../src/binding-parameters.ts'
import { type BindingParameters, bindingHeader, createHolderSecrets, type NumberRange } from '../src/index.ts'
import { parameters, random } from './support/applicant.ts'

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')
const misuse = expect.objectContaining({ code: 'invalid-argument' })

describe('the header of a binding', () => {
  it('is the hash of version, chain, template, issuer, numbers, accumulator and authority', () => {
    const { chainId, templateHash, issuer, authority } = parameters
    const numbers = [
      ['expiry', 'day', 18262, 47482],
      ['birthDate', 'day', -43829, 47482],
    ]
    const expected = sha256(encode([1, chainId, templateHash, issuer, numbers, null, authority]))
    expect(hex(bindingHeader(parameters))).toBe(hex(expected))
  })

  it('is another one for every other value', () => {
    const [expiry, birthDate] = parameters.numbers as [NumberRange, NumberRange]
    const others: Partial<BindingParameters>[] = [
      {},
      { chainId: 1 },
      { templateHash: random(32) },
      { issuer: 'did:web:issuer.example' },
      { authority: null },
      { authority: random(32) },
      { numbers: [expiry] },
      { numbers: [expiry, { ...birthDate, name: 'issued' }] },
      { numbers: [expiry, { ...birthDate, unit: 'integer' }] },
      { numbers: [expiry, { ...birthDate, lo: birthDate.lo + 1 }] },
      { numbers: [expiry, { ...birthDate, hi: birthDate.hi + 1 }] },
    ]
    const headers = others.map((change) => hex(bindingHeader({ ...parameters, ...change })))
    expect(new Set(headers).size).toBe(others.length)
  })

  it('is not made of parameters that no binding can have', () => {
    const [expiry] = parameters.numbers as [NumberRange]
    const faults: Partial<BindingParameters>[] = [
      { chainId: 0 },
      { chainId: 1.5 },
      { templateHash: random(31) },
      { issuer: '' },
      { authority: random(20) },
      { numbers: [] },
      { numbers: [{ ...expiry, name: 'validUntil' }] },
      { numbers: [expiry, expiry] },
      { numbers: [{ ...expiry, lo: 2, hi: 1 }] },
      { numbers: [{ ...expiry, lo: 0, hi: 2 ** 32 }] },
      { numbers: [{ ...expiry, lo: 0.5 }] },
      { numbers: [{ ...expiry, unit: 'year' as 'day' }] },
      { numbers: Array.from({ length: 17 }, (_, i) => ({ ...expiry, name: i === 0 ? 'expiry' : `n${i}` })) },
    ]
    for (const change of faults) expect(() => bindingHeader({ ...parameters, ...change })).toThrow(misuse)
  })
})

describe('a number', () => {
  const ranges: NumberRange[] = [{ name: 'expiry', unit: 'integer', lo: -5, hi: 2 ** 32 - 6 }]

  it('is signed as what it is above its lowest value', () => {
    expect(numberScalars(ranges, [-5])).toEqual([0n])
    expect(numberScalars(ranges, [7])).toEqual([12n])
    expect(numberScalars(ranges, [2 ** 32 - 6])).toEqual([2n ** 32n - 1n])
  })

  it('is refused outside its bounds, and when it is none', () => {
    for (const value of [-6, 2 ** 32 - 5, 0.5, Number.NaN, '7' as unknown as number]) {
      expect(() => numberScalars(ranges, [value])).toThrow(
        expect.objectContaining({ code: 'number-out-of-range' }),
      )
    }
    expect(() => numberScalars(ranges, [])).toThrow(misuse)
    expect(() => numberScalars(ranges, [1, 2])).toThrow(misuse)
  })
})

it('secrets are drawn anew, and never zero', () => {
  const [one, other] = [createHolderSecrets(random), createHolderSecrets(random)]
  const all = [one, other].flatMap(({ holderSecret, nymSecret }) => [holderSecret, nymSecret].map(hex))
  expect(new Set(all).size).toBe(4)
  let zeros = 2
  const stubborn = (length: number) => (zeros-- > 0 ? new Uint8Array(length) : random(length))
  expect(hex(createHolderSecrets(stubborn).holderSecret)).not.toBe('00'.repeat(32))
})
