import { createHash, randomBytes } from 'node:crypto'
import { type Account, createAccount, maxProfileBytes } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'

let world: TestChain
/** The account that deployed the contracts is the first accreditor. */
let account: Account
beforeAll(async () => {
  world = await startTestChain()
  account = createAccount(world.fundedSecretKey)
})
afterAll(() => world?.stop())

/** Whole seconds, as the chain has them. */
const inAYear = new Date(Math.floor(Date.now() / 1000) * 1000 + 365 * 86_400_000)
const inAnHour = () => new Date(Date.now() + 3_600_000)
const trust = () => world.chain.trustRegistry
const someId = () => Uint8Array.from(randomBytes(32))
const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`
const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest())

describe('an accreditor', () => {
  it('accredits an issuer, renews it, and withdraws it', async () => {
    const { address: identity } = newAccount()
    expect(await trust().issuer(identity)).toBeUndefined()

    await trust().accreditIssuer({ account, identity, name: 'Town Hall', until: inAnHour() })
    await trust().accreditIssuer({ account, identity, name: '港城市政厅', until: inAYear })
    const accredited = { name: '港城市政厅', until: inAYear, by: account.address }
    expect(await trust().issuer(identity)).toEqual(accredited)

    await trust().withdrawIssuer({ account, identity })
    expect(await trust().issuer(identity)).toBeUndefined()
  })

  it('registers a service under its client id, byte for byte, and withdraws it', async () => {
    const clientId = 'decentralized_identifier:did:web:localhost%3A4040'
    const { address: verifier } = newAccount()
    await trust().registerVerifier({ account, clientId, verifier, until: inAYear })
    expect(await trust().verifier(clientId)).toEqual({
      account: verifier,
      until: inAYear,
      by: account.address,
    })
    expect(await trust().verifier(clientId.replace('%3A', '%3a'))).toBeUndefined()

    await trust().withdrawVerifier({ account, clientId })
    expect(await trust().verifier(clientId)).toBeUndefined()
  })

  it('leaves a history of services and issuers, of one or of all', async () => {
    const [clientId, other] = ['x509_san_dns:one.history.example', 'x509_san_dns:two.history.example']
    const [first, second] = [newAccount().address, newAccount().address]
    const { blockNumber } = await trust().registerVerifier({
      account,
      clientId,
      verifier: first,
      until: inAYear,
    })
    await trust().registerVerifier({ account, clientId: other, verifier: first, until: inAYear })
    await trust().registerVerifier({ account, clientId, verifier: second, until: inAYear })
    await trust().withdrawVerifier({ account, clientId })
    const by = account.address
    const changes = await trust().verifierChanges({ clientId })
    expect(changes).toMatchObject([
      { kind: 'registered', clientId, account: first, until: inAYear, by, blockNumber },
      { kind: 'registered', clientId, account: second, until: inAYear, by },
      { kind: 'withdrawn', clientId, by },
    ])
    expect((await trust().verifierChanges()).map((change) => change.clientId)).toContain(other)

    await trust().accreditIssuer({ account, identity: first, name: '港城市政厅', until: inAYear })
    await trust().withdrawIssuer({ account, identity: first })
    expect(await trust().accreditationChanges({ identity: first })).toMatchObject([
      { kind: 'accredited', identity: first, name: '港城市政厅', until: inAYear, by },
      { kind: 'withdrawn', identity: first, by },
    ])
    expect(await trust().accreditationChanges({ identity: second })).toEqual([])
  })

  it('recognises an opening authority and withdraws it', async () => {
    const id = hex(someId())
    await trust().recogniseAuthority({ account, id, until: inAYear })
    expect(await trust().authority(id)).toEqual({ until: inAYear, by: account.address })
    await trust().withdrawAuthority({ account, id })
    expect(await trust().authority(id)).toBeUndefined()
  })

  it('defines a scope, once, and withdraws it for good', async () => {
    const scopeId = someId()
    const scope = { name: 'Libraries', clientIds: ['x509_san_dns:one.example', 'x509_san_dns:two.example'] }
    await trust().defineScope({ account, scopeId, ...scope })
    expect(await trust().scope(scopeId)).toEqual({ ...scope, by: account.address })
    expect(await trust().isInScope({ scopeId, clientId: 'x509_san_dns:two.example' })).toBe(true)
    expect(await trust().isInScope({ scopeId, clientId: 'x509_san_dns:three.example' })).toBe(false)

    const again = { account, scopeId, name: 'More', clientIds: ['x509_san_dns:three.example'] }
    await expect(trust().defineScope(again)).rejects.toMatchObject({ reason: 'scope-already-defined' })
    await trust().withdrawScope({ account, scopeId })
    expect(await trust().scope(scopeId)).toBeUndefined()
    expect(await trust().isInScope({ scopeId, clientId: 'x509_san_dns:two.example' })).toBe(false)
    await expect(trust().defineScope(again)).rejects.toMatchObject({ reason: 'scope-already-defined' })
  })

  it('is refused with the contract’s own reason', async () => {
    const { address: identity } = newAccount()
    const issuer = { account, identity, name: 'Town Hall' }
    const passed = new Date(Date.now() - 3_600_000)
    const nobody = { account, clientId: 'a', verifier: `0x${'0'.repeat(40)}`, until: inAYear }
    const refusals: [() => Promise<unknown>, string][] = [
      [() => trust().accreditIssuer({ ...issuer, until: passed }), 'until-not-ahead'],
      [() => trust().withdrawIssuer({ account, identity }), 'nothing-to-withdraw'],
      [() => trust().registerVerifier(nobody), 'no-account'],
      [() => trust().defineScope({ account, scopeId: someId(), name: 'None', clientIds: [] }), 'scope-size'],
    ]
    for (const [attempt, reason] of refusals) {
      await expect(attempt()).rejects.toMatchObject({ code: 'change-refused', reason })
    }
  })

  it('asks in a form that can be encoded', async () => {
    const issuer = { account, identity: newAccount().address, name: 'Town Hall' }
    expect(await codeOf(() => trust().accreditIssuer({ ...issuer, until: new Date(Number.NaN) }))).toBe(
      'invalid-change',
    )
    expect(await codeOf(() => trust().withdrawAuthority({ account, id: '0x12' }))).toBe('invalid-change')
    expect(await codeOf(() => trust().withdrawScope({ account, scopeId: new Uint8Array(31) }))).toBe(
      'invalid-change',
    )
  })
})

it('takes nothing from an account without the role', async () => {
  const stranger = newAccount()
  // Funded, so that it is the role that fails.
  const funding = [stranger.address, '0xde0b6b3a7640000']
  await world.chain.provider.request({ method: 'anvil_setBalance', params: funding })
  const by = { account: stranger }
  const { address: identity } = newAccount()
  for (const attempt of [
    () => trust().accreditIssuer({ ...by, identity, name: 'Mine', until: inAYear }),
    () => trust().withdrawIssuer({ ...by, identity }),
    () => trust().registerVerifier({ ...by, clientId: 'mine', verifier: identity, until: inAYear }),
    () => trust().withdrawVerifier({ ...by, clientId: 'mine' }),
    () => trust().recogniseAuthority({ ...by, id: hex(someId()), until: inAYear }),
    () => trust().withdrawAuthority({ ...by, id: hex(someId()) }),
    () => trust().defineScope({ ...by, scopeId: someId(), name: 'Mine', clientIds: ['mine'] }),
    () => trust().withdrawScope({ ...by, scopeId: someId() }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'change-refused', reason: 'not-accreditor' })
  }
  expect(await trust().isAccreditor(stranger.address)).toBe(false)
  expect(await trust().isAccreditor(account.address)).toBe(true)
})

it('reads what is over as not there', async () => {
  const { provider } = world.chain
  const snapshot = await provider.request({ method: 'evm_snapshot' })
  const { address: identity } = newAccount()
  await trust().accreditIssuer({ account, identity, name: 'Town Hall', until: inAnHour() })
  await provider.request({ method: 'evm_increaseTime', params: [3_700] })
  await provider.request({ method: 'evm_mine' })
  expect(await trust().issuer(identity)).toBeUndefined()
  await provider.request({ method: 'evm_revert', params: [snapshot] })
})

describe('a template’s profile', () => {
  const templateHash = someId()
  const profileOf = (text: string) => new TextEncoder().encode(text)

  function sign(issuer: Account, profile: Uint8Array, change: object = {}) {
    const publication = { identity: issuer.address, account: issuer, templateHash, profile }
    return trust().signPublishTemplate({ ...publication, deadline: inAnHour(), ...change })
  }

  it('is published by its issuer’s signature, which the relayer sends', async () => {
    const issuer = newAccount()
    const template = { identity: issuer.address, templateHash }
    expect(await trust().template(template)).toBeUndefined()
    expect(await trust().profiles(template)).toEqual([])

    const profile = profileOf('{"version":1}')
    await world.chain.send(await sign(issuer, profile))
    const profileHash = sha256(profile)
    expect(await trust().template(template)).toEqual({ version: 1, profileHash })
    expect(await trust().isPublished({ identity: issuer.address, profileHash })).toBe(true)
    expect(await trust().isPublished({ identity: newAccount().address, profileHash })).toBe(false)
    expect(await trust().profiles(template)).toMatchObject([{ version: 1, profileHash, profile }])
  })

  it('is replaced by a later one and stays published; an older signature does not bring it back', async () => {
    const issuer = newAccount()
    const [first, second] = [profileOf('first'), profileOf('second')]
    const signedFirst = await sign(issuer, first)
    await world.chain.send(signedFirst)
    await world.chain.send(await sign(issuer, second))

    await expect(world.chain.send(signedFirst)).rejects.toMatchObject({
      code: 'change-refused',
      reason: 'version-not-next',
    })
    const template = { identity: issuer.address, templateHash }
    expect(await trust().template(template)).toEqual({ version: 2, profileHash: sha256(second) })
    expect(await trust().isPublished({ ...template, profileHash: sha256(first) })).toBe(true)
    expect((await trust().profiles(template)).map(({ profile }) => profile)).toEqual([first, second])

    await world.chain.send(await sign(issuer, first))
    expect(await trust().template(template)).toEqual({ version: 3, profileHash: sha256(first) })
  })

  it('as long as it may be is sent by the relayer, and no longer one is signed', async () => {
    const issuer = newAccount()
    const longest = Uint8Array.from(randomBytes(maxProfileBytes))
    const { gasUsed } = await world.chain.send(await sign(issuer, longest))
    expect(gasUsed).toBeLessThan(500_000)
    const [published] = await trust().profiles({ identity: issuer.address, templateHash })
    expect(published?.profile).toEqual(longest)
    for (const profile of [new Uint8Array(0), new Uint8Array(maxProfileBytes + 1)]) {
      expect(await codeOf(() => sign(issuer, profile))).toBe('invalid-change')
    }
  })

  it('is taken from its issuer alone, and in time', async () => {
    const issuer = newAccount()
    const [byOther, late] = [
      sign(newAccount(), profileOf('x'), { identity: issuer.address }),
      sign(issuer, profileOf('x'), { deadline: new Date(Date.now() - 3_600_000) }),
    ]
    await expect(world.chain.send(await byOther)).rejects.toMatchObject({ reason: 'not-authorized' })
    await expect(world.chain.send(await late)).rejects.toMatchObject({ reason: 'signature-expired' })
    const ahead = await sign(issuer, profileOf('x'), { version: 2 })
    await expect(world.chain.send(ahead)).rejects.toMatchObject({ reason: 'version-not-next' })
  })
})
