import { boundResidentIdTemplate, residentIdTemplate } from '@velum/credential'
import type { Wallet } from '@velum/holder'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { resident } from '../support/resident.ts'
import { answer, citizen } from './support/citizen.ts'
import { type CityHall, openCityHall } from './support/city-hall.ts'
import { type Library, openLibrary } from './support/library.ts'

// A credential of the older ecosystem from an issuer's first offer to its revocation, over the network.

const suite = 'BbsBlsSignature2020'
let world: TestChain
let cityHall: CityHall
let tolerant: Library
let strict: Library

beforeAll(async () => {
  world = await startTestChain()
  cityHall = await openCityHall(world.chain)
  const trust = { deployment: world.deployment, trustedIssuers: [cityHall.issuer.did] }
  tolerant = await openLibrary({ ...trust, changes: { cryptosuites: ['bbs-2023', suite] } })
  strict = await openLibrary(trust)
})
afterAll(async () => {
  await tolerant?.close()
  await strict?.close()
  await cityHall?.close()
  await world?.stop()
})

async function collectOld(wallet: Wallet): Promise<string> {
  const request = { template: residentIdTemplate.name, claims: resident, suite } as const
  const { id, link, txCode } = await cityHall.issuer.createOffer(request)
  const view = await wallet.inspectOffer(link('http://localhost:4030'))
  expect(view.offered).toMatchObject([{ suite, bound: false }])
  await wallet.acceptOffer({ view, txCode })
  return id
}

async function configurations(): Promise<string[]> {
  const metadata = await fetch(`${cityHall.issuer.url}/.well-known/openid-credential-issuer`)
  const { credential_configurations_supported: supported } = await metadata.json()
  return Object.keys(supported)
}

test('an issuer has a key for BBS+ from its first offer in it, and says so in its metadata from then on', async () => {
  expect(await configurations()).toEqual(['resident-id-v1'])
  expect((await cityHall.issuer.listKeys()).map(({ kind }) => kind)).not.toContain('bbs-plus')
  await collectOld(await citizen(world))
  expect(await configurations()).toEqual(['resident-id-v1', `resident-id-v1.${suite}`])
  const keys = (await cityHall.issuer.listKeys()).filter(({ kind }) => kind === 'bbs-plus')
  expect(keys).toMatchObject([{ state: 'active' }])
  const [credentialKey] = (await cityHall.issuer.listKeys()).filter(({ kind }) => kind === 'credential')
  expect(keys[0]?.id).not.toBe(credentialKey?.id)
})

test('it is held, shown and accepted by who takes the suite, and the verdict names it; revoked, it is refused', async () => {
  const wallet = await citizen(world)
  const id = await collectOld(wallet)
  expect(await wallet.credentials.list()).toMatchObject([{ suite, bound: false, state: 'valid' }])

  const visit = await tolerant.visit()
  const view = await wallet.inspectRequest(visit.crossDevice.link)
  expect(view.answerable).toBe(true)
  expect(await answer(wallet, view)).toEqual({ kind: 'delivered' })
  expect(await visit.poll()).toMatchObject({
    status: 'presented',
    verdict: {
      accepted: true,
      holderBinding: 'none',
      credentials: {
        'resident-id': { suite, claims: { region: 'Lantern Coast', residencyStatus: 'citizen' } },
      },
    },
  })

  await cityHall.issuer.revoke({ ids: [id] })
  const later = await tolerant.visit()
  await answer(wallet, await wallet.inspectRequest(later.crossDevice.link))
  expect(await later.poll()).toMatchObject({ verdict: { accepted: false, reason: 'revoked' } })
})

test('a service that does not take the suite says so in its request, and the wallet does not offer the card', async () => {
  const wallet = await citizen(world)
  await collectOld(wallet)
  const view = await wallet.inspectRequest((await strict.visit()).crossDevice.link)
  expect(view).toMatchObject({
    answerable: false,
    queries: [{ candidates: [{ usable: false, problems: [{ code: 'suite-not-taken' }] }] }],
  })
  await expect(answer(wallet, view)).rejects.toMatchObject({ code: 'credential-not-usable' })
})

test('a job signs its rows in BBS+; what was issued in one suite can be issued in the other', async () => {
  const template = await cityHall.issuer.findTemplate({ name: residentIdTemplate.name })
  const { valid: rows } = cityHall.issuer.checkRows({ template, rows: [{ line: 2, claims: resident }] })
  const job = { template, job: 'old-readers', rows }
  expect(await cityHall.issuer.issueRows({ ...job, suite })).toMatchObject({ issued: 1, already: 0 })
  expect(await cityHall.issuer.issueRows({ ...job, suite })).toMatchObject({ issued: 0, already: 1 })
  expect(await cityHall.issuer.issueRows(job)).toMatchObject({ issued: 1, already: 0 })
})

test('its key is rotated like the others, and no credential of another suite is touched', async () => {
  const wallet = await citizen(world)
  await collectOld(wallet)
  const rotated = await cityHall.issuer.rotateKey({ kind: 'bbs-plus', overlapSeconds: 86_400 })
  const [credentialKey] = (await cityHall.issuer.listKeys()).filter(
    ({ kind, state }) => kind === 'credential' && state === 'active',
  )
  expect(rotated.oldKey).not.toBe(credentialKey?.id)
  await collectOld(await citizen(world))
  // A credential of the old key holds as long as the two overlap.
  const visit = await tolerant.visit()
  await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link))
  expect(await visit.poll()).toMatchObject({ verdict: { accepted: true } })
})

test('a template whose credentials are bound to their holders is not issued in BBS+', async () => {
  await cityHall.issuer.addTemplate(boundResidentIdTemplate)
  const { name } = boundResidentIdTemplate
  await expect(
    cityHall.issuer.createOffer({ template: name, claims: resident, suite }),
  ).rejects.toMatchObject({ code: 'suite-unsuited' })
  expect(await configurations()).not.toContain(`${name}-v1.${suite}`)
})
