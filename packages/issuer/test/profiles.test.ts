import { createHash } from 'node:crypto'
import { type Template, templateHash } from '@velum/credential'
import { type Chain, RegistryError } from '@velum/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { createIssuer, openStore } from '../src/index.ts'
import {
  authorize,
  boundTemplate,
  newSecrets,
  offerBound,
  openSession,
  registerAndCollect,
  residentNumbered,
  verdictOn,
} from './bound-support.ts'
import { emptyFolder } from './empty-folder.ts'
import { name, passphrase, random, startTestIssuer, type TestIssuer } from './support.ts'

/** A contract whose changes do not get through. */
let deadContract: string | undefined

let world: TestChain
let authority: TestAuthority
let setup: TestIssuer
beforeAll(async () => {
  world = await startTestChain()
  authority = await startAuthority(world)
  setup = await startTestIssuer({ chain: unreliable(world.chain), authority: authority.id })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await world?.stop()
})
beforeEach(() => {
  deadContract = undefined
})

function unreliable(chain: Chain): Chain {
  return {
    ...chain,
    async send(change, options) {
      if (change.contract === deadContract) {
        throw new RegistryError('relayer-unreachable', 'The line is dead.')
      }
      return chain.send(change, options)
    },
  }
}

const identity = () => setup.issuer.did.split(':').at(-1) ?? ''

/** The profiles on the chain, oldest first, each checked against its hash. */
async function profilesOf(template: Template = boundTemplate) {
  const events = await world.chain.trustRegistry.profiles({
    identity: identity(),
    templateHash: templateHash(template),
  })
  return events.map(({ profile, profileHash }) => {
    expect(createHash('sha256').update(profile).digest()).toEqual(Buffer.from(profileHash))
    return JSON.parse(new TextDecoder().decode(profile)) as Record<string, unknown>
  })
}

const activeKey = async () =>
  (await setup.issuer.listKeys()).find(({ kind, state }) => kind === 'credential' && state === 'active')?.id

describe('the profile of a bound template', () => {
  test('is on the chain once the template is added, for the key and the authority, and an unbound one has none', async () => {
    expect(await profilesOf()).toEqual([
      expect.objectContaining({
        version: 1,
        chainId: world.deployment.chainId,
        issuer: setup.issuer.did,
        issuerKey: await activeKey(),
        authority: authority.id,
        // The address is the issuer's by its own publication: wallets register nowhere else.
        templateUrl: expect.stringMatching(
          new RegExp(`^http://localhost:\\d+/templates/${boundTemplate.name}/1$`),
        ),
      }),
    ])
    const plain = await setup.issuer.findTemplate({ name: 'resident-id' })
    expect(await profilesOf(plain)).toEqual([])
  })

  test('is published again neither when the same template is added again nor by upkeep', async () => {
    const before = (await profilesOf()).length
    await setup.issuer.addTemplate(boundTemplate)
    await setup.issuer.upkeep()
    expect(await profilesOf()).toHaveLength(before)
  })

  test('follows the key: after a rotation the new one is there before anything is signed with it', async () => {
    const { newKey } = await setup.issuer.rotateKey({ kind: 'credential', overlapSeconds: 3600 })
    expect((await profilesOf()).at(-1)).toMatchObject({ issuerKey: newKey })
    const secrets = newSecrets()
    const offer = await offerBound(setup.issuer, residentNumbered(1))
    const collected = await registerAndCollect({ issuer: setup.issuer, chain: world.chain, offer, secrets })
    expect(await verdictOn(collected, { chain: world.chain, secrets })).toMatchObject({ accepted: true })
  })

  test('follows the authority, also back to one that was before', async () => {
    const other = await startAuthority({ ...world, name: 'Second court' })
    expect(await setup.issuer.setAuthority(other.id)).toMatchObject({ name: 'Second court', epoch: 1 })
    expect((await profilesOf()).at(-1)).toMatchObject({ authority: other.id })
    await setup.issuer.setAuthority(null)
    expect((await profilesOf()).at(-1)).toMatchObject({ authority: null })
    expect(await setup.issuer.authority()).toBeUndefined()
    await setup.issuer.setAuthority(authority.id)
    expect((await profilesOf()).at(-1)).toMatchObject({ authority: authority.id })
  })

  test('needs no new one when the authority begins an epoch, and holders are told the new epoch', async () => {
    const before = (await profilesOf()).length
    await authority.renew()
    setup.clock.offsetMilliseconds = 20_000
    try {
      const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(2)))
      expect((await openSession(wallet)).authority).toMatchObject({ epoch: 2 })
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
    expect(await setup.issuer.authority()).toMatchObject({ epoch: 2 })
    expect(await profilesOf()).toHaveLength(before)
  })

  test('that did not get through keeps the issuer from signing, and the next start brings it to the chain', async () => {
    deadContract = world.chain.trustRegistry.address
    const changed = { ...boundTemplate, appearance: { hue: 12 } }
    await expect(setup.issuer.addTemplate(changed)).rejects.toMatchObject({ code: 'publication-failed' })
    const template = await setup.issuer.findTemplate({ name: boundTemplate.name })
    expect(template.version).toBe(2)
    expect(await profilesOf(template)).toEqual([])

    // A wallet is told to come back; nothing is sealed or signed meanwhile.
    const secrets = newSecrets()
    const offer = await offerBound(setup.issuer, residentNumbered(3), { version: 1 })
    await setup.issuer.rotateKey({ kind: 'credential', overlapSeconds: 3600 }).catch(() => undefined)
    const { issuer } = setup
    await expect(registerAndCollect({ issuer, chain: world.chain, offer, secrets })).rejects.toMatchObject({
      code: 'issuer-not-ready',
    })
    expect(await setup.issuer.summariseRecords()).toMatchObject({ pending: 1 })

    deadContract = undefined
    await setup.store.close()
    await setup.restart()
    await setup.issuer.settle()
    expect(await profilesOf(template)).toMatchObject([
      { issuerKey: expect.any(String) },
      { issuerKey: await activeKey() },
    ])
    expect((await profilesOf()).at(-1)).toMatchObject({ issuerKey: await activeKey() })
  })

  test('that a reorganisation took back is published again by upkeep', async () => {
    const changed = { ...boundTemplate, appearance: { hue: 99 } }
    const snapshot = await world.chain.provider.request({ method: 'evm_snapshot' })
    const { template } = await setup.issuer.addTemplate(changed)
    expect(await profilesOf(template)).toHaveLength(1)
    await world.chain.provider.request({ method: 'evm_revert', params: [snapshot] })
    expect(await profilesOf(template)).toHaveLength(0)
    await setup.issuer.upkeep()
    expect(await profilesOf(template)).toHaveLength(1)
  })
})

describe('an authority', () => {
  test('that the chain does not recognise is refused, and nothing changes', async () => {
    const withdrawn = await startAuthority({ ...world, name: 'Gone' })
    await withdrawn.withdraw()
    for (const id of [withdrawn.id, `0x${'00'.repeat(32)}`, '0x12', authority.id.toUpperCase()]) {
      await expect(setup.issuer.setAuthority(id), id).rejects.toMatchObject({ code: 'authority-unknown' })
    }
    expect(await setup.issuer.authority()).toMatchObject({ id: authority.id })
  })

  test('is checked before an issuer is made for it', async () => {
    const store = await openStore({ dataDir: await emptyFolder() })
    const options = { store, chain: world.chain, passphrase, fetch, now: () => new Date(), random, name }
    const url = 'http://localhost:4999'
    await expect(createIssuer({ ...options, url, authority: `0x${'11'.repeat(32)}` })).rejects.toMatchObject({
      code: 'authority-unknown',
    })
    const issuer = await createIssuer({ ...options, url, authority: authority.id })
    expect(await issuer.authority()).toMatchObject({ id: authority.id, name: 'Harbourtown Court' })
    await store.close()
  })
})
