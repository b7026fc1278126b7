import type { HolderSecrets } from '@velum/binding'
import { parseIdentityRecord } from '@velum/exchange'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { losses } from '../src/store/schema.ts'
import {
  boundTemplate,
  newSecrets,
  offerBound,
  registerAndCollect,
  residentNumbered,
  verdictOn,
} from './bound-support.ts'
import { startTestIssuer, statusOf, type TestIssuer } from './support.ts'

let world: TestChain
let setup: TestIssuer
beforeAll(async () => {
  world = await startTestChain()
  const authority = await startAuthority(world)
  setup = await startTestIssuer({ chain: world.chain, authority: authority.id })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await world?.stop()
})

async function collect(person: number, secrets: HolderSecrets, reference = `case ${person}`) {
  const offer = await offerBound(setup.issuer, residentNumbered(person), { reference })
  return registerAndCollect({ issuer: setup.issuer, chain: world.chain, offer, secrets })
}

const status = async (collected: Awaited<ReturnType<typeof collect>>) =>
  (await statusOf(collected.bound.credentials[0], world.chain)).status

test('a lost device: its credentials end, the holder registers again from its backup, and its pseudonym goes on', async () => {
  const first = newSecrets()
  const lost = await collect(1, first)
  const report = await setup.issuer.reportLoss({ target: { reference: 'case 1' }, kind: 'device' })
  expect(report).toMatchObject({ kind: 'device', inAYear: 1 })
  expect(report.revoked).toHaveLength(1)
  expect(await status(lost)).toBe('revoked')

  const another = newSecrets()
  await expect(collect(1, another)).rejects.toMatchObject({ code: 'second-pseudonym' })
  const restored = { holderSecret: another.holderSecret, nymSecret: first.nymSecret }
  const again = await collect(1, restored)
  expect(again.made.regN).toEqual(lost.made.regN)
  expect(again.made.reg).not.toEqual(lost.made.reg)
  expect(parseIdentityRecord(again.session.record).recordVersion).toBe(2)
  expect(await verdictOn(again, { chain: world.chain, secrets: restored })).toMatchObject({ accepted: true })
  expect(await status(again)).toBe('valid')

  // The declaration is used up: a third holder secret needs another one.
  const third = { holderSecret: newSecrets().holderSecret, nymSecret: first.nymSecret }
  await expect(collect(1, third)).rejects.toMatchObject({ code: 'second-registration' })
})

test('lost secrets: a new pseudonym secret replaces the old one, once a year unless the operator says otherwise', async () => {
  const old = await collect(2, newSecrets())
  await setup.issuer.reportLoss({
    target: { template: boundTemplate.name, person: 'VL0000000002' },
    kind: 'secrets',
    note: 'came in person, passport seen',
  })
  expect(await status(old)).toBe('revoked')
  const replaced = await collect(2, newSecrets())
  expect(replaced.made.regN).not.toEqual(old.made.regN)

  const again = { target: { reference: 'case 2' }, kind: 'secrets' } as const
  await expect(setup.issuer.reportLoss(again)).rejects.toMatchObject({ code: 'loss-limit' })
  expect(await status(replaced)).toBe('valid')
  await expect(collect(2, newSecrets())).rejects.toMatchObject({ code: 'second-pseudonym' })

  const allowed = await setup.issuer.reportLoss({ ...again, secretsLossesAYear: 2 })
  expect(allowed.inAYear).toBe(2)
  expect(await status(replaced)).toBe('revoked')
})

test('a year later the limit counts anew', async () => {
  await collect(3, newSecrets())
  const report = { target: { reference: 'case 3' }, kind: 'secrets' } as const
  await setup.issuer.reportLoss(report)
  setup.clock.offsetMilliseconds = 366 * 86_400_000
  try {
    expect(await setup.issuer.reportLoss(report)).toMatchObject({ inAYear: 1 })
  } finally {
    setup.clock.offsetMilliseconds = 0
  }
})

test('points that a person left behind are nobody else’s', async () => {
  const first = newSecrets()
  await collect(4, first)
  await setup.issuer.reportLoss({ target: { reference: 'case 4' }, kind: 'secrets' })
  await collect(4, newSecrets())
  await expect(collect(5, first)).rejects.toMatchObject({ code: 'registration-taken' })
})

test('two reports at once do not pass the limit together', async () => {
  await collect(6, newSecrets())
  const report = { target: { reference: 'case 6' }, kind: 'secrets' } as const
  const outcomes = await Promise.allSettled([
    setup.issuer.reportLoss(report),
    setup.issuer.reportLoss(report),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an offer of the lost device that nobody collected is withdrawn, one made afterwards is not', async () => {
  const secrets = newSecrets()
  await collect(7, secrets)
  const open = await offerBound(setup.issuer, residentNumbered(7))
  const { withdrawn } = await setup.issuer.reportLoss({ target: { reference: 'case 7' }, kind: 'device' })
  expect(withdrawn).toEqual([open.id])
  expect((await collect(7, secrets)).bound.credentials).toHaveLength(1)
})

test('a loss that cannot be declared is refused by name', async () => {
  const report = (target: Parameters<typeof setup.issuer.reportLoss>[0]['target']) =>
    setup.issuer.reportLoss({ target, kind: 'device' })
  await setup.issuer.createOffer({ template: 'resident-id', claims: residentNumbered(8), reference: 'plain' })
  await offerBound(setup.issuer, residentNumbered(8), { reference: 'not yet' })
  await expect(report({ reference: 'nothing' })).rejects.toMatchObject({ code: 'reference-unknown' })
  await expect(report({ reference: 'plain' })).rejects.toMatchObject({ code: 'template-not-bound' })
  await expect(report({ reference: 'not yet' })).rejects.toMatchObject({ code: 'person-unknown' })
  await expect(report({ template: 'resident-id', person: 'x' })).rejects.toMatchObject({
    code: 'template-not-bound',
  })
  await expect(report({ template: boundTemplate.name, person: 'VL9' })).rejects.toMatchObject({
    code: 'person-unknown',
  })
})

test('every declared loss stands in the log, its note sealed', async () => {
  const log = await setup.issuer.listLosses()
  expect(log.length).toBeGreaterThanOrEqual(6)
  expect(log).toContainEqual(
    expect.objectContaining({
      kind: 'secrets',
      template: boundTemplate.name,
      note: 'came in person, passport seen',
    }),
  )
  expect(setup.events).toContainEqual({ type: 'loss-reported', kind: 'device', revoked: 1 })
  const stored = await setup.store.database.select().from(losses)
  const octets = stored.flatMap((row) => Object.values(row)).filter((value) => value instanceof Uint8Array)
  expect(octets.some((value) => Buffer.from(value).includes(Buffer.from('passport')))).toBe(false)
})
