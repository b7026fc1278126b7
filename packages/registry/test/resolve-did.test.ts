import { createDidResolver, type DidResolver, encodeMultikey, encodeMultikeyBytes, ethrDid } from '@velum/did'
import type { Account } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'

const VERI_KEY = 'did/pub/Multikey/veriKey/base58'
const TEN_YEARS = 10 * 365 * 24 * 3600

let world: TestChain
let resolver: DidResolver
beforeAll(async () => {
  world = await startTestChain()
  const { chainId, contracts } = world.deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider: world.chain.provider }
  resolver = createDidResolver({ networks: [network], fetch })
})
afterAll(() => world?.stop())

const blsKey = { kind: 'Bls12381G2', publicKey: new Uint8Array(96).fill(3) } as const
const edKey = { kind: 'Ed25519', publicKey: new Uint8Array(32).fill(5) } as const

interface Publish {
  account: Account
  name?: string
  key?: typeof blsKey | typeof edKey
  validitySeconds?: number
}

async function publish({ account, name = VERI_KEY, key = blsKey, validitySeconds = TEN_YEARS }: Publish) {
  const value = encodeMultikeyBytes(key)
  const change = { identity: account.address, account, name, value, validitySeconds }
  return world.chain.send(await world.chain.didRegistry.signSetAttribute(change))
}

async function revoke({ account, name = VERI_KEY, key = blsKey }: Publish) {
  const change = { identity: account.address, account, name, value: encodeMultikeyBytes(key) }
  return world.chain.send(await world.chain.didRegistry.signRevokeAttribute(change))
}

function didOf(account: Account) {
  return ethrDid(world.deployment.chainId, account.address)
}

describe('a key that was published through the relayer', () => {
  it('is in the document under its own value, for assertions', async () => {
    const account = newAccount()
    const did = didOf(account)
    await publish({ account })
    await publish({ account, key: edKey })

    const document = await resolver.resolve(did)
    const [bls, ed] = [encodeMultikey(blsKey), encodeMultikey(edKey)]
    expect(document.id).toBe(did)
    expect(document.verificationMethod).toEqual([
      expect.objectContaining({ id: `${did}#controller` }),
      { id: `${did}#${bls}`, type: 'Multikey', controller: did, publicKeyMultibase: bls },
      { id: `${did}#${ed}`, type: 'Multikey', controller: did, publicKeyMultibase: ed },
    ])
    expect(document.assertionMethod).toEqual([`${did}#controller`, `${did}#${bls}`, `${did}#${ed}`])
    expect(document.authentication).toEqual([`${did}#controller`])
  })

  it('keeps its id when it is renewed', async () => {
    const account = newAccount()
    await publish({ account })
    await publish({ account, key: edKey })
    const before = await resolver.resolve(didOf(account))
    await publish({ account })
    const after = await resolver.resolve(didOf(account))
    const ids = (document: typeof before) => document.verificationMethod.map(({ id }) => id).sort()
    expect(ids(after)).toEqual(ids(before))
  })

  it('is gone when it is revoked, and the others keep their ids', async () => {
    const account = newAccount()
    const did = didOf(account)
    await publish({ account })
    await publish({ account, key: edKey })
    await revoke({ account })
    const document = await resolver.resolve(did)
    expect(document.assertionMethod).toEqual([`${did}#controller`, `${did}#${encodeMultikey(edKey)}`])
  })

  it('is gone when its time is over', async () => {
    const account = newAccount()
    await publish({ account, validitySeconds: 1 })
    await expect.poll(async () => (await resolver.resolve(didOf(account))).verificationMethod.length).toBe(1)
  })

  it('is one method with both purposes when it was published for both', async () => {
    const account = newAccount()
    const did = didOf(account)
    const id = `${did}#${encodeMultikey(edKey)}`
    await publish({ account, key: edKey })
    await publish({ account, key: edKey, name: 'did/pub/Multikey/sigAuth/hex' })
    const document = await resolver.resolve(did)
    expect(document.verificationMethod.filter((method) => method.id === id)).toHaveLength(1)
    expect(document.assertionMethod).toContain(id)
    expect(document.authentication).toContain(id)
  })

  it('leaves no reference behind when it was for encryption and is revoked', async () => {
    const account = newAccount()
    const name = 'did/pub/Multikey/enc/base58'
    await publish({ account, name, key: edKey })
    const id = `${didOf(account)}#${encodeMultikey(edKey)}`
    expect((await resolver.resolve(didOf(account))).keyAgreement).toEqual([id])
    await revoke({ account, name, key: edKey })
    expect((await resolver.resolve(didOf(account))).keyAgreement).toEqual([])
  })
})

it('resolves a DID in mixed case as it is written', async () => {
  const account = newAccount()
  await publish({ account })
  const did = didOf(account).replace(account.address.slice(2), account.address.slice(2).toUpperCase())
  const document = await resolver.resolve(did)
  expect(document.id).toBe(did)
  expect(document.assertionMethod).toEqual([`${did}#controller`, `${did}#${encodeMultikey(blsKey)}`])
})

it('lists a delegate by its address', async () => {
  const [account, { address: delegate }] = [newAccount(), newAccount()]
  const delegation = { identity: account.address, type: 'veriKey', delegate }
  await world.chain.send(
    await world.chain.didRegistry.signAddDelegate({ ...delegation, account, validitySeconds: TEN_YEARS }),
  )
  const { verificationMethod, assertionMethod } = await resolver.resolve(didOf(account))
  const method = verificationMethod.find(({ id }) => !id.endsWith('#controller'))
  expect(method?.blockchainAccountId?.toLowerCase()).toBe(`eip155:31337:${delegate}`)
  expect(assertionMethod).toContain(method?.id)
})

it('names the new owner as controller', async () => {
  const [account, heir] = [newAccount(), newAccount()]
  const change = { identity: account.address, account, newOwner: heir.address }
  await world.chain.send(await world.chain.didRegistry.signChangeOwner(change))
  const { verificationMethod } = await resolver.resolve(didOf(account))
  expect(verificationMethod).toHaveLength(1)
  expect(verificationMethod[0]?.blockchainAccountId?.toLowerCase()).toBe(`eip155:31337:${heir.address}`)
})

it('tells a deactivated DID from one that was never used', async () => {
  const account = newAccount()
  const newOwner = `0x${'0'.repeat(40)}`
  const change = { identity: account.address, account, newOwner }
  await world.chain.send(await world.chain.didRegistry.signChangeOwner(change))
  await expect(resolver.resolve(didOf(account))).rejects.toMatchObject({ code: 'did-deactivated' })
  expect((await resolver.resolve(didOf(newAccount()))).verificationMethod).toHaveLength(1)
})

it('reads a document of many changes', async () => {
  const account = newAccount()
  for (let change = 0; change < 12; change++) await publish({ account, key: change % 2 ? blsKey : edKey })
  expect((await resolver.resolve(didOf(account))).verificationMethod).toHaveLength(3)
})

// Last, because it moves the chain's clock away from this machine's.
it('does without what was revoked at once, also on a chain whose clock is ahead', async () => {
  await world.chain.provider.request({ method: 'evm_increaseTime', params: [600] })
  const [account, { address: delegate }] = [newAccount(), newAccount()]
  const delegation = { identity: account.address, type: 'veriKey', delegate, account }
  const { didRegistry } = world.chain
  await publish({ account })
  await world.chain.send(await didRegistry.signAddDelegate({ ...delegation, validitySeconds: TEN_YEARS }))
  expect((await resolver.resolve(didOf(account))).verificationMethod).toHaveLength(3)
  await revoke({ account })
  await world.chain.send(await didRegistry.signRevokeDelegate(delegation))
  expect((await resolver.resolve(didOf(account))).verificationMethod).toHaveLength(1)
})
