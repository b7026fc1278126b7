import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal } from '../src/keys/seal.ts'
import { createWrappedKey, openWrappedKey } from '../src/keys/wrapped-key.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const value = new TextEncoder().encode('secret')

test('a sealed value opens only in its place and only unchanged', () => {
  const seal = createSeal({ key: random(32), random })
  const sealed = seal.seal(value, 'offers:1')
  expect(seal.open(sealed, 'offers:1')).toEqual(value)
  expect(() => seal.open(sealed, 'offers:2')).toThrow()
  for (let position = 0; position < sealed.length; position++) {
    const changed = sealed.map((byte, index) => (index === position ? byte ^ 1 : byte))
    expect(() => seal.open(changed, 'offers:1')).toThrow()
  }
})

test('one value sealed twice looks different, and its index looks the same', () => {
  const seal = createSeal({ key: random(32), random })
  expect(seal.seal(value, 'a')).not.toEqual(seal.seal(value, 'a'))
  expect(seal.index('x', 'row')).toEqual(seal.index('x', 'row'))
  expect(seal.index('x', 'row')).not.toEqual(seal.index('x', 'reference'))
  expect(createSeal({ key: random(32), random }).index('x', 'row')).not.toEqual(seal.index('x', 'row'))
})

test('the right passphrase opens what was sealed and a wrong one is named', async () => {
  const { wrappedKey, seal } = await createWrappedKey({ passphrase: 'correct horse', random })
  const sealed = seal.seal(value, 'a')
  const again = await openWrappedKey({ wrappedKey, passphrase: 'correct horse', random })
  expect(again.open(sealed, 'a')).toEqual(value)
  await expect(openWrappedKey({ wrappedKey, passphrase: 'correct hors', random })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  })
})

test('an empty passphrase protects nothing and is refused', async () => {
  await expect(createWrappedKey({ passphrase: '', random })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  })
})
