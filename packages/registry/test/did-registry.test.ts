import type { Account, SignedChange } from '@velum/registry'
import { hexlify, JsonRpcProvider } from 'ethers'
import { EthrDidController } from 'ethr-did-resolver'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'

const ATTRIBUTE = 'did/pub/Multikey/veriKey/base58'

let world: TestChain
let ethers: JsonRpcProvider
beforeAll(async () => {
  world = await startTestChain()
  const { rpcUrl, chainId } = world.deployment
  ethers = new JsonRpcProvider(rpcUrl, chainId, { cacheTimeout: -1, batchMaxCount: 1, staticNetwork: true })
})
afterAll(async () => {
  ethers?.destroy()
  await world?.stop()
})

describe('what is signed', () => {
  /** The account, and the digests it was asked to sign. */
  function watched(): { account: Account; digests: string[] } {
    const { address, sign } = newAccount()
    const digests: string[] = []
    return {
      digests,
      account: {
        address,
        sign(digest) {
          digests.push(hexlify(digest))
          return sign(digest)
        },
      },
    }
  }

  function oracle(identity: string): EthrDidController {
    const { chainId, contracts } = world.deployment
    return new EthrDidController(
      identity,
      undefined,
      undefined,
      `0x${chainId.toString(16)}`,
      // The library is CommonJS and sees other declarations of the same class.
      ethers as unknown as NonNullable<ConstructorParameters<typeof EthrDidController>[4]>,
      undefined,
      contracts.didRegistry,
      false,
    )
  }

  const names = fc.constantFrom(ATTRIBUTE, 'did/svc/Website', 'x')
  const values = fc.uint8Array({ minLength: 1, maxLength: 200 })
  const times = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
  const few = { numRuns: 10 }

  it('agrees with ethr-did-resolver for attributes', async () => {
    const { account, digests } = watched()
    const identity = account.address
    const { didRegistry } = world.chain
    await fc.assert(
      fc.asyncProperty(names, values, times, async (name, value, validitySeconds) => {
        await didRegistry.signSetAttribute({ identity, account, name, value, validitySeconds })
        const set = await oracle(identity).createSetAttributeHash(name, hexlify(value), validitySeconds)
        expect(digests.at(-1)).toBe(set)

        await didRegistry.signRevokeAttribute({ identity, account, name, value })
        expect(digests.at(-1)).toBe(await oracle(identity).createRevokeAttributeHash(name, hexlify(value)))
      }),
      few,
    )
  })

  it('agrees with ethr-did-resolver for delegates', async () => {
    const { account, digests } = watched()
    const identity = account.address
    const { didRegistry } = world.chain
    const delegate = newAccount().address
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('veriKey', 'sigAuth'), times, async (type, validitySeconds) => {
        await didRegistry.signAddDelegate({ identity, account, type, delegate, validitySeconds })
        expect(digests.at(-1)).toBe(
          await oracle(identity).createAddDelegateHash(type, delegate, validitySeconds),
        )

        await didRegistry.signRevokeDelegate({ identity, account, type, delegate })
        expect(digests.at(-1)).toBe(await oracle(identity).createRevokeDelegateHash(type, delegate))
      }),
      few,
    )
  })

  it('agrees with ethr-did-resolver for a new owner, also after an owner who has signed before', async () => {
    const { didRegistry } = world.chain
    const { account: first } = watched()
    const second = watched()
    const identity = first.address
    const { address: third } = newAccount()
    await world.chain.send(
      await didRegistry.signChangeOwner({ identity, account: first, newOwner: second.account.address }),
    )
    const attribute = { identity, account: second.account, name: ATTRIBUTE, value: new Uint8Array([1]) }
    await world.chain.send(await didRegistry.signSetAttribute({ ...attribute, validitySeconds: 60 }))

    await didRegistry.signChangeOwner({ identity, account: second.account, newOwner: third })
    expect(second.digests.at(-1)).toBe(await oracle(identity).createChangeOwnerHash(third))
  })
})

describe('an identity', () => {
  it('belongs to itself until it is handed on', async () => {
    const { didRegistry } = world.chain
    const [account, heir] = [newAccount(), newAccount()]
    const identity = account.address
    expect(await didRegistry.owner(identity)).toBe(identity)

    await world.chain.send(await didRegistry.signChangeOwner({ identity, account, newOwner: heir.address }))
    expect(await didRegistry.owner(identity)).toBe(heir.address)
    const byTheOldOwner = () => didRegistry.signChangeOwner({ identity, account, newOwner: identity })
    expect(await codeOf(byTheOldOwner)).toBe('not-controller')
  })

  it('has a delegate until it revokes it', async () => {
    const { didRegistry } = world.chain
    const [account, { address: delegate }] = [newAccount(), newAccount()]
    const delegation = { identity: account.address, type: 'veriKey', delegate }
    expect(await didRegistry.isDelegate(delegation)).toBe(false)

    await world.chain.send(
      await didRegistry.signAddDelegate({ ...delegation, account, validitySeconds: 600 }),
    )
    expect(await didRegistry.isDelegate(delegation)).toBe(true)
    expect(await didRegistry.isDelegate({ ...delegation, type: 'sigAuth' })).toBe(false)

    await world.chain.send(await didRegistry.signRevokeDelegate({ ...delegation, account }))
    expect(await didRegistry.isDelegate(delegation)).toBe(false)
  })

  it('has a history of every change, oldest first', async () => {
    const { didRegistry } = world.chain
    const [account, { address: delegate }, { address: newOwner }] = [newAccount(), newAccount(), newAccount()]
    const identity = account.address
    const value = new Uint8Array([0xed, 0x01, 7])
    expect(await didRegistry.history(identity)).toEqual([])

    const sign: (() => Promise<SignedChange>)[] = [
      () => didRegistry.signSetAttribute({ identity, account, name: ATTRIBUTE, value, validitySeconds: 600 }),
      () =>
        didRegistry.signAddDelegate({ identity, account, type: 'veriKey', delegate, validitySeconds: 600 }),
      () => didRegistry.signRevokeAttribute({ identity, account, name: ATTRIBUTE, value }),
      () => didRegistry.signChangeOwner({ identity, account, newOwner }),
    ]
    const receipts = []
    for (const change of sign) receipts.push(await world.chain.send(await change()))

    const history = await didRegistry.history(identity)
    expect(history).toMatchObject([
      { kind: 'attribute', name: ATTRIBUTE, value },
      { kind: 'delegate', type: 'veriKey', delegate },
      { kind: 'attribute', name: ATTRIBUTE, value, validTo: new Date(0) },
      { kind: 'owner', owner: newOwner },
    ])
    for (const [index, change] of history.entries()) {
      const { transactionHash, blockNumber, blockHash } = receipts[index] ?? {}
      expect(change).toMatchObject({ transactionHash, blockNumber, blockHash })
    }
    const [set] = history
    expect(set?.kind === 'attribute' && set.validTo.getTime() - set.at.getTime()).toBe(600_000)
  })

  it('keeps changes apart from those of others', async () => {
    const { didRegistry } = world.chain
    const account = newAccount()
    const attribute = { identity: account.address, account, name: ATTRIBUTE, value: new Uint8Array([1]) }
    await world.chain.send(await didRegistry.signSetAttribute({ ...attribute, validitySeconds: 60 }))
    expect(await didRegistry.history(newAccount().address)).toEqual([])
  })
})

it.each([
  ['a name of more than 31 bytes', { name: 'x'.repeat(32) }],
  ['no validity', { validitySeconds: 0 }],
  ['a fraction of a second', { validitySeconds: 1.5 }],
])('does not sign %s', async (_, change) => {
  const account = newAccount()
  const attribute = { identity: account.address, account, name: ATTRIBUTE, value: new Uint8Array([1]) }
  const sign = () =>
    world.chain.didRegistry.signSetAttribute({ ...attribute, validitySeconds: 60, ...change })
  expect(await codeOf(sign)).toBe('invalid-change')
})
