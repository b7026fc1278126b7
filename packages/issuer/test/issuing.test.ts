import { createEd25519KeyPair, parseCredential, residentIdTemplate, verifyIssued } from '@velum/credential'
import {
  fetchIssuerMetadata,
  parseCredentialOffer,
  requestCredentials,
  requestNonce,
  requestToken,
} from '@velum/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { credentials, offers } from '../src/store/schema.ts'
import { claim, name, random, resolverOf, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

let chain: TestChain
let setup: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  setup = await startTestIssuer({ chain: chain.chain })
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

const now = () => new Date()
const offerResident = (lifetimeSeconds = 3600) =>
  setup.issuer.createOffer({ template: 'resident-id', claims: resident, lifetimeSeconds })

/** A wallet that holds an access token. */
async function authorized() {
  const created = await offerResident()
  const offer = await parseCredentialOffer({ link: created.link(), fetch })
  const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
  const accessToken = await requestToken({ offer, metadata, txCode: created.txCode, fetch, now })
  const keys = [await createEd25519KeyPair({ random })]
  const request = { metadata, accessToken, configurationId: 'resident-id-v1', keys, fetch, now }
  return { created, offer, metadata, accessToken, request }
}

describe('a new issuer', () => {
  test('has both of its keys in its DID document', async () => {
    const document = await resolverOf(chain.chain).resolve(setup.issuer.did)
    const inDocument = document.verificationMethod.map(({ publicKeyMultibase }) => publicKeyMultibase)
    const keys = await setup.issuer.listKeys()
    const published = keys.filter(({ kind }) => kind !== 'controller').map(({ id }) => id)
    expect(published).toHaveLength(2)
    expect(inDocument).toEqual(expect.arrayContaining(published))
  })

  test('describes itself in English and Chinese', async () => {
    const metadata = await fetchIssuerMetadata({ issuerUrl: setup.issuer.url, fetch })
    expect(metadata.name).toEqual(name)
    expect(metadata.configurations['resident-id-v1']?.title).toEqual(residentIdTemplate.title)
  })

  test('serves its templates unchanged', async () => {
    const served = await fetch(`${setup.issuer.url}/templates/resident-id/1`)
    expect(await served.json()).toEqual(JSON.parse(JSON.stringify(residentIdTemplate)))
    expect((await fetch(`${setup.issuer.url}/templates/resident-id/9`)).status).toBe(404)
  })

  test('lets any page ask, also beforehand, and says no to what it does not serve', async () => {
    for (const path of [
      '/token',
      '/nonce',
      '/credential',
      '/status/1',
      '/.well-known/openid-credential-issuer',
    ]) {
      const preflight = await fetch(setup.issuer.url + path, { method: 'OPTIONS' })
      expect(preflight.status, path).toBe(204)
      expect(preflight.headers.get('Access-Control-Allow-Origin'), path).toBe('*')
      expect(preflight.headers.get('Access-Control-Allow-Headers'), path).toContain('Authorization')
    }
    const refused = await fetch(`${setup.issuer.url}/credential`, { method: 'POST', body: '{}' })
    expect(refused.status).toBe(401)
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect((await fetch(`${setup.issuer.url}/secrets`)).status).toBe(404)
    expect((await fetch(`${setup.issuer.url}/token`)).status).toBe(405)
    const flood = await fetch(`${setup.issuer.url}/token`, { method: 'POST', body: 'x'.repeat(70_000) })
    expect(flood.status).toBe(400)
  })
})

describe('an offer', () => {
  test('brings a credential that verifies with the issuer’s key from the chain and is not revoked', async () => {
    const offer = await offerResident()
    const [credential] = await claim({ link: offer.link('http://localhost:4030'), txCode: offer.txCode })
    const verdict = await verifyIssued({
      credential,
      template: residentIdTemplate,
      resolver: resolverOf(chain.chain),
      now,
      issuer: setup.issuer.did,
    })
    expect(verdict).toMatchObject({ accepted: true })
    expect(parseCredential(credential).credentialSubject.familyName).toBe('Ōtani')
    expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'valid' })
  })

  test('works once, whoever asks at the same time', async () => {
    const created = await offerResident()
    const offer = await parseCredentialOffer({ link: created.link(), fetch })
    const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () => requestToken({ offer, metadata, txCode: created.txCode, fetch, now })),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'offer-used' })
    }
    await expect(parseCredentialOffer({ link: created.link(), fetch })).rejects.toMatchObject({
      code: 'offer-used',
    })
  })

  test('forgives four wrong codes and locks at the fifth, also for the right one', async () => {
    const created = await offerResident()
    const offer = await parseCredentialOffer({ link: created.link(), fetch })
    const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
    const wrong = created.txCode === '000000' ? '111111' : '000000'
    const attempt = (txCode: string) => requestToken({ offer, metadata, txCode, fetch, now })
    for (let mistake = 1; mistake <= 4; mistake++) {
      await expect(attempt(wrong)).rejects.toMatchObject({ code: 'tx-code-wrong' })
    }
    await expect(attempt(wrong)).rejects.toMatchObject({ code: 'offer-locked' })
    await expect(attempt(created.txCode)).rejects.toMatchObject({ code: 'offer-locked' })

    const renewed = await setup.issuer.renewOffer({ id: created.id })
    expect(await claim({ link: renewed.link(), txCode: renewed.txCode })).toHaveLength(1)
  })

  test('ends when its time is over', async () => {
    const created = await offerResident(60)
    setup.clock.offsetMilliseconds = 61_000
    try {
      await expect(parseCredentialOffer({ link: created.link(), fetch })).rejects.toMatchObject({
        code: 'offer-expired',
      })
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
  })

  test('gives the same credential again under the same token, so that a lost answer loses nothing', async () => {
    const { request } = await authorized()
    const first = await requestCredentials(request)
    const second = await requestCredentials(request)
    expect(second).toEqual(first)
  })

  test('in a batch brings credentials with places of their own', async () => {
    const created = await offerResident()
    const batch = (await claim({ link: created.link(), txCode: created.txCode, count: 3 })).map(
      parseCredential,
    )
    expect(batch).toHaveLength(3)
    expect(new Set(batch.map((credential) => credential.credentialStatus?.statusListIndex)).size).toBe(3)
  })

  test('refuses a nonce that was spent, made up or too old', async () => {
    const { metadata, request } = await authorized()
    const spent = (await requestNonce({ metadata, fetch })) ?? ''
    /** A wallet that is given the same nonce again and again. */
    const givenNonce =
      (nonce: string): typeof fetch =>
      async (input, init) =>
        String(input).endsWith('/nonce') ? Response.json({ c_nonce: nonce }) : fetch(input, init)
    await requestCredentials({ ...request, fetch: givenNonce(spent) })
    const [expiry = '', ...rest] = ((await requestNonce({ metadata, fetch })) ?? '').split('.')
    const prolonged = [String(Number(expiry) + 1000), ...rest].join('.')
    for (const nonce of [spent, `${spent}.again`, 'made-up', prolonged]) {
      await expect(requestCredentials({ ...request, fetch: givenNonce(nonce) })).rejects.toMatchObject({
        code: 'nonce-invalid',
      })
    }
    const old = (await requestNonce({ metadata, fetch })) ?? ''
    setup.clock.offsetMilliseconds = 6 * 60_000
    try {
      const late = () => new Date(Date.now() + setup.clock.offsetMilliseconds)
      await expect(
        requestCredentials({ ...request, now: late, fetch: givenNonce(old) }),
      ).rejects.toMatchObject({
        code: 'nonce-invalid',
      })
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
  })

  test('withdrawn before it was claimed brings nothing', async () => {
    const created = await offerResident()
    const { withdrawn } = await setup.issuer.revoke({ ids: [created.id] })
    expect(withdrawn).toEqual([created.id])
    await expect(parseCredentialOffer({ link: created.link(), fetch })).rejects.toMatchObject({
      code: 'credential-refused',
    })
  })
})

describe('personal data', () => {
  test('is nowhere in the store in the clear, and gone once collected and the token has ended', async () => {
    const { request } = await authorized()
    const waiting = JSON.stringify(await setup.store.database.select().from(offers))
    expect(waiting).not.toContain('Mei-Lin')
    await requestCredentials(request)
    setup.clock.offsetMilliseconds = 16 * 60_000
    try {
      await setup.issuer.upkeep()
      await expect(requestCredentials(request)).rejects.toMatchObject({ code: 'token-invalid' })
      const collected = (await setup.store.database.select().from(offers)).filter(
        ({ state }) => state === 'collected',
      )
      expect(collected.length).toBeGreaterThan(0)
      for (const offer of collected) {
        expect(offer).toMatchObject({ sealedCode: null, sealedTxCode: null, sealedClaims: null })
      }
      const kept = await setup.store.database.select().from(credentials)
      expect(kept.filter(({ sealedCredential }) => sealedCredential !== null)).toEqual([])
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
  })
})

describe('templates', () => {
  test('are versioned: the same again adds nothing, a change makes a version, old credentials stay valid', async () => {
    const card = {
      ...residentIdTemplate,
      name: 'city-pass',
      type: 'CityPassCredential',
      subjectType: 'CityPass',
    }
    expect(await setup.issuer.addTemplate(card)).toMatchObject({ added: true, template: { version: 1 } })
    const created = await setup.issuer.createOffer({ template: 'city-pass', claims: resident })
    const [credential] = await claim({ link: created.link(), txCode: created.txCode })
    expect(await setup.issuer.addTemplate({ ...card, version: 77 })).toMatchObject({
      added: false,
      template: { version: 1 },
    })
    const changed = { ...card, title: { en: 'City pass', zh: '城市通行证' } }
    expect(await setup.issuer.addTemplate(changed)).toMatchObject({ added: true, template: { version: 2 } })
    const { credentialSchema } = parseCredential(credential)
    const template = await setup.issuer.findTemplate({ name: 'city-pass', version: 1 })
    expect(credentialSchema.id).toBe(`${setup.issuer.url}/templates/city-pass/1`)
    const verdict = await verifyIssued({ credential, template, resolver: resolverOf(chain.chain), now })
    expect(verdict).toMatchObject({ accepted: true })
    await expect(setup.issuer.findTemplate({ name: 'city-pass', version: 3 })).rejects.toMatchObject({
      code: 'template-unknown',
    })
    await expect(setup.issuer.addTemplate({ name: 'city-pass' })).rejects.toMatchObject({
      code: 'template-invalid',
    })
  })
})
