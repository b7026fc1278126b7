import { createRegistration, type HolderSecrets } from '@velum/binding'
import { bindingParametersOf, type Template } from '@velum/credential'
import { requestBoundCredentials } from '@velum/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import {
  authorize,
  boundTemplate,
  freshNonce,
  newSecrets,
  offerBound,
  openSession,
  registerAndCollect,
  residentNumbered,
  verdictOn,
} from './bound-support.ts'
import { random, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

let world: TestChain
let court: TestAuthority
let ombudsman: TestAuthority
let setup: TestIssuer
beforeAll(async () => {
  world = await startTestChain()
  court = await startAuthority(world)
  ombudsman = await startAuthority({ ...world, name: 'Ombudsman' })
  setup = await startTestIssuer({ chain: world.chain, authority: court.id })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await world?.stop()
})

async function collect(person: number, secrets: HolderSecrets) {
  const offer = await offerBound(setup.issuer, residentNumbered(person), { reference: `case ${person}` })
  return registerAndCollect({ issuer: setup.issuer, chain: world.chain, offer, secrets })
}
const status = async ({ bound }: Pick<Awaited<ReturnType<typeof collect>>, 'bound'>) =>
  (await statusOf(bound.credentials[0], world.chain)).status

/** Does it under other authorities, one after the other, and goes back to the first. */
async function under(authorities: readonly (string | null)[], act: () => Promise<void>) {
  try {
    for (const id of authorities) {
      await setup.issuer.setAuthority(id)
      await act()
    }
  } finally {
    await setup.issuer.setAuthority(court.id)
  }
}

describe('a change of the authority', () => {
  test('gives nobody a second pseudonym: other secrets are refused, the own ones get another Reg and the same RegN', async () => {
    const secrets = newSecrets()
    const first = await collect(1, secrets)
    await under([ombudsman.id, null], async () => {
      await expect(collect(1, newSecrets())).rejects.toMatchObject({ code: 'second-pseudonym' })
      const again = await collect(1, secrets)
      expect(await verdictOn(again, { chain: world.chain, secrets })).toMatchObject({ accepted: true })
      expect(again.made.regN).toEqual(first.made.regN)
      expect(again.made.reg).not.toEqual(first.made.reg)
      // Reg counts for each authority by itself, and under each it stays.
      const { holderSecret } = newSecrets()
      await expect(collect(1, { ...secrets, holderSecret })).rejects.toMatchObject({
        code: 'second-registration',
      })
    })
    expect((await collect(1, secrets)).made.reg).toEqual(first.made.reg)
    expect(await status(first)).toBe('valid')
  })

  test('leaves nobody a friend’s pseudonym', async () => {
    const secrets = newSecrets()
    await collect(2, secrets)
    await under([ombudsman.id], async () => {
      await expect(collect(3, secrets)).rejects.toMatchObject({ code: 'registration-taken' })
      const { holderSecret } = newSecrets()
      await expect(collect(3, { ...secrets, holderSecret })).rejects.toMatchObject({
        code: 'registration-taken',
      })
    })
  })

  test('ends neither the reach of a loss of secrets nor its limit', async () => {
    const secrets = newSecrets()
    const first = await collect(4, secrets)
    await under([ombudsman.id], async () => {
      const second = await collect(4, secrets)
      const target = { template: boundTemplate.name, person: 'VL0000000004' }
      const report = await setup.issuer.reportLoss({ target, kind: 'secrets' })
      expect(report).toMatchObject({ inAYear: 1 })
      expect(report.revoked).toHaveLength(2)
      expect([await status(first), await status(second)]).toEqual(['revoked', 'revoked'])
    })
    const target = { reference: 'case 4' }
    await expect(setup.issuer.reportLoss({ target, kind: 'secrets' })).rejects.toMatchObject({
      code: 'loss-limit',
    })
  })

  test('keeps nobody out who registered with new secrets after a loss', async () => {
    const lost = newSecrets()
    await collect(5, lost)
    const replaced = newSecrets()
    await under([ombudsman.id], async () => {
      await collect(5, lost)
      await setup.issuer.reportLoss({ target: { reference: 'case 5' }, kind: 'secrets' })
      await collect(5, replaced)
    })
    await expect(collect(5, lost)).rejects.toMatchObject({ code: 'second-pseudonym' })
    expect((await collect(5, replaced)).bound.credentials).toHaveLength(1)
  })
})

describe('another bound template', () => {
  const named = (name: string, person: string) => ({
    ...boundTemplate,
    name,
    binding: { ...boundTemplate.binding, person },
  })

  test('that tells persons apart by another claim is refused, also as a new version', async () => {
    for (const draft of [
      named('second-card', 'documentNumber'),
      named(boundTemplate.name, 'documentNumber'),
    ]) {
      await expect(setup.issuer.addTemplate(draft)).rejects.toMatchObject({
        code: 'template-invalid',
        message: expect.stringContaining('"residentNumber"'),
      })
    }
    await expect(setup.issuer.findTemplate({ name: 'second-card' })).rejects.toMatchObject({
      code: 'template-unknown',
    })
  })

  test('takes the same wallet and no other one', async () => {
    const { template } = await setup.issuer.addTemplate(named('third-card', 'residentNumber'))
    const secrets = newSecrets()
    const first = await collect(6, secrets)
    await expect(collectOf(template, 6, newSecrets())).rejects.toMatchObject({ code: 'second-pseudonym' })
    expect((await collectOf(template, 6, secrets)).made.regN).toEqual(first.made.regN)
  })

  test('ends with the others when the device is lost that held the secrets of all', async () => {
    const { template } = await setup.issuer.addTemplate(named('fourth-card', 'residentNumber'))
    const secrets = newSecrets()
    const first = await collect(7, secrets)
    const second = await collectOf(template, 7, secrets)
    const report = await setup.issuer.reportLoss({ target: { reference: 'case 7' }, kind: 'device' })
    expect(report.revoked).toHaveLength(2)
    expect([await status(first), await status(second)]).toEqual(['revoked', 'revoked'])
    const renewed = { ...secrets, holderSecret: newSecrets().holderSecret }
    const again = [await collect(7, renewed), await collectOf(template, 7, renewed)]
    expect(again.map(({ made }) => made.regN)).toEqual([first.made.regN, first.made.regN])
    await expect(collectOf(template, 7, secrets)).rejects.toMatchObject({ code: 'second-registration' })
  })
})

/** The way of a wallet to a card of another template; gives the points that it registered too. */
async function collectOf(template: Template, person: number, secrets: HolderSecrets) {
  const claims = residentNumbered(person)
  const wallet = await authorize(await setup.issuer.createOffer({ template: template.name, claims }))
  const session = await openSession(wallet)
  const nonce = await freshNonce(wallet)
  const { chainId } = world.chain.deployment
  const issuer = setup.issuer.did
  const made = await createRegistration({
    parameters: bindingParametersOf({ template, chainId, issuer, authority: session.authority?.id ?? null }),
    secrets,
    nonce,
    session: session.session,
    record: new TextEncoder().encode(session.record),
    date: new Date().toISOString().slice(0, 10),
    publish: false,
    random,
  })
  const bound = await requestBoundCredentials({
    ...wallet,
    configurationId: `${template.name}-v${template.version}`,
    session: session.session,
    nonce,
    registration: made.registration,
    count: 1,
    fetch,
  })
  return { made, bound }
}
