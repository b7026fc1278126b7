import { createHash, randomBytes } from 'node:crypto'
import { ethrDid } from '@velum/did'
import {
  type Account,
  createAccount,
  createAuthoritySource,
  createProfileSource,
  createScopeSource,
} from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { rules } from './rules.ts'

let world: TestChain
let account: Account
beforeAll(async () => {
  world = await startTestChain()
  account = createAccount(world.fundedSecretKey)
})
afterAll(() => world?.stop())

const until = new Date(Date.now() + 3_600_000)
const some = (length: number) => Uint8Array.from(randomBytes(length))
const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest())

describe('the authority source', () => {
  it('knows an authority once it is recognised and has a key, and no longer when that is withdrawn', async () => {
    const { openingRegistry, trustRegistry } = world.chain
    const source = createAuthoritySource(world.chain)
    const trustees = [newAccount(), newAccount(), newAccount()]
    const { id } = await openingRegistry.registerAuthority({
      account,
      salt: some(32),
      trustees: trustees.map(({ address }) => address),
      threshold: 2,
      name: 'Harbour Oversight',
      rules,
    })
    await trustRegistry.recogniseAuthority({ account, id, until })
    expect(await source.current(id)).toBeUndefined()

    const keys = [1, 2].map(() => Uint8Array.from([0x80, ...some(47)]))
    for (const [index, key] of keys.entries()) {
      const shares = trustees.map(() => some(48))
      const epoch = { id, epoch: index + 1, key, verificationShares: shares, dkgHash: some(32) }
      const signatures = await Promise.all(
        trustees.map((trustee) => openingRegistry.signEpoch({ ...epoch, account: trustee })),
      )
      await openingRegistry.publishEpoch({ ...epoch, signatures, account })
      expect(await source.current(id)).toEqual({
        id,
        name: 'Harbour Oversight',
        threshold: 2,
        trustees: 3,
        epoch: index + 1,
        key,
      })
    }

    await trustRegistry.withdrawAuthority({ account, id })
    expect(await source.current(id)).toBeUndefined()
  })

  it('knows nothing of what is no id', async () => {
    for (const id of ['', '0x12', `0x${'AB'.repeat(32)}`, `0x${'12'.repeat(32)}`]) {
      expect(await createAuthoritySource(world.chain).current(id)).toBeUndefined()
    }
  })
})

describe('the profile source', () => {
  it('has the hash that counts and every document that was published', async () => {
    const issuer = newAccount()
    const template = { issuer: ethrDid(31337, issuer.address), templateHash: some(32) }
    const source = createProfileSource(world.chain)
    expect(await source.profiles(template)).toEqual({ current: undefined, published: [] })

    const profiles = [some(300), some(200)] as const
    for (const profile of profiles) {
      const publication = { identity: issuer.address, templateHash: template.templateHash, profile }
      const signed = { ...publication, account: issuer, deadline: until }
      await world.chain.send(await world.chain.trustRegistry.signPublishTemplate(signed))
    }
    expect(await source.profiles(template)).toEqual({ current: sha256(profiles[1]), published: profiles })

    for (const issuerElsewhere of [ethrDid(1, issuer.address), 'did:web:town.example']) {
      const elsewhere = { ...template, issuer: issuerElsewhere }
      expect(await source.profiles(elsewhere)).toEqual({ current: undefined, published: [] })
    }
  })
})

it('the scope source knows who shares a scope', async () => {
  const scopeId = some(32)
  const [clientId, other] = ['x509_san_dns:one.example', 'x509_san_dns:two.example'] as const
  await world.chain.trustRegistry.defineScope({ account, scopeId, name: 'Both', clientIds: [clientId] })
  const source = createScopeSource(world.chain)
  expect(await source.contains({ scopeId, clientId })).toBe(true)
  expect(await source.contains({ scopeId, clientId: other })).toBe(false)
  expect(await source.contains({ scopeId: some(32), clientId })).toBe(false)
})
