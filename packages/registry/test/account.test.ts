import { createAccount, parseAddress } from '@velum/registry'
import { recoverAddress } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FUNDED_SECRET_KEY } from '../../../e2e/support/anvil.ts'
import { codeOf } from './code-of.ts'

it('has the address that anvil prints for its first key', () => {
  expect(createAccount(FUNDED_SECRET_KEY).address).toBe('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
})

it('signs so that its address is recovered from the signature', async () => {
  const account = createAccount(FUNDED_SECRET_KEY)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (digest) => {
      const signature = await account.sign(digest)
      expect(signature).toHaveLength(65)
      const recovered = recoverAddress(digest, `0x${Buffer.from(signature).toString('hex')}`)
      expect(recovered.toLowerCase()).toBe(account.address)
    }),
    { numRuns: 20 },
  )
})

it.each([
  ['zero', new Uint8Array(32)],
  ['the order of the curve and above', new Uint8Array(32).fill(0xff)],
  ['another length', new Uint8Array(31).fill(1)],
])('refuses %s as a secret key', async (_, secretKey) => {
  expect(await codeOf(() => createAccount(secretKey))).toBe('invalid-key')
})

it('keeps its key when the caller wipes the bytes', async () => {
  const secretKey = Uint8Array.from(FUNDED_SECRET_KEY)
  const account = createAccount(secretKey)
  const before = await account.sign(new Uint8Array(32).fill(1))
  secretKey.fill(0)
  expect(await account.sign(new Uint8Array(32).fill(1))).toEqual(before)
})

it('says nothing of the key when it refuses it', () => {
  const secretKey = new Uint8Array(32).fill(0xff)
  try {
    createAccount(secretKey)
    expect.unreachable()
  } catch (error) {
    expect(`${error} ${JSON.stringify(error)} ${(error as Error).cause}`).not.toContain('ffff')
  }
})

it('takes addresses in any case and gives them back in lower case', async () => {
  expect(parseAddress('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')).toBe(
    '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  )
  expect(await codeOf(() => parseAddress('0x1234'))).toBe('invalid-address')
})
