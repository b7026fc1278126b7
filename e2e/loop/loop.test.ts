import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { answer, citizen, collect } from './support/citizen.ts'
import { type CityHall, openCityHall } from './support/city-hall.ts'
import { type Library, openLibrary } from './support/library.ts'

let world: TestChain
let cityHall: CityHall
let library: Library
beforeAll(async () => {
  world = await startTestChain()
  cityHall = await openCityHall(world.chain)
  library = await openLibrary({ deployment: world.deployment, trustedIssuers: [cityHall.issuer.did] })
})
afterAll(async () => {
  await library?.close()
  await cityHall?.close()
  await world?.stop()
})

describe('the loop', () => {
  test('issues, holds, presents two facts, verifies; and after a revocation is refused', async () => {
    const wallet = await citizen(world)
    const offerId = await collect(wallet, cityHall)
    expect(await wallet.credentials.list()).toMatchObject([{ state: 'valid' }])

    const visit = await library.visit()
    const view = await wallet.inspectRequest(visit.sameDevice.link)
    expect(view.verifier).toMatchObject({ host: library.host, proved: true })
    const outcome = await answer(wallet, view)
    if (outcome.kind !== 'delivered') throw new TypeError(`expected a delivery, got ${outcome.kind}`)
    const page = await visit.arrive(outcome.redirectUri)
    expect(page).toMatchObject({
      status: 'presented',
      request: 'pass',
      verdict: {
        accepted: true,
        credentials: {
          'resident-id': {
            issuer: cityHall.issuer.did,
            claims: { region: 'Lantern Coast', residencyStatus: 'citizen' },
          },
        },
      },
    })
    if (page.status === 'presented') {
      expect(page.verdict.checks.every(({ passed }) => passed)).toBe(true)
      expect(page.verdict.checks.map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'challenge',
          'audience',
          'selective-indexes',
          'presentation-header',
          'signature',
          'status',
        ]),
      )
    }

    await cityHall.issuer.revoke({ ids: [offerId] })
    const later = await library.visit()
    const staleView = await wallet.inspectRequest(later.sameDevice.link)
    const refused = await answer(wallet, staleView)
    expect(refused.kind).toBe('delivered')
    expect(await later.arrive(refused.kind === 'delivered' ? refused.redirectUri : undefined)).toMatchObject({
      status: 'presented',
      verdict: { accepted: false, reason: 'revoked' },
    })

    const [card] = await wallet.credentials.list()
    expect(await wallet.credentials.refreshStatus(card?.id ?? '')).toMatchObject({ state: 'revoked' })
    const last = await wallet.inspectRequest((await library.visit()).sameDevice.link)
    expect(last).toMatchObject({ answerable: false })
    expect((await wallet.history.list()).map(({ outcome: kept }) => kept)).toEqual(['delivered', 'delivered'])
  })

  test('works across devices, where the page learns the outcome by asking', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const visit = await library.visit()
    expect(await visit.poll()).toMatchObject({ status: 'waiting' })
    const outcome = await answer(wallet, await wallet.inspectRequest(visit.crossDevice.link), ['givenName'])
    expect(outcome).toEqual({ kind: 'delivered' })
    expect(await visit.poll()).toMatchObject({
      status: 'presented',
      verdict: { accepted: true, credentials: { 'resident-id': { claims: { givenName: 'Mei-Lin' } } } },
    })
  })

  test('releases the answer on the same device to the browser that asked only', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const visit = await library.visit()
    const stranger = await library.visit()
    const outcome = await answer(wallet, await wallet.inspectRequest(visit.sameDevice.link))
    const redirectUri = outcome.kind === 'delivered' ? outcome.redirectUri : undefined
    const withheld = { status: 'unavailable', why: 'other-browser' }
    expect(await stranger.arrive(redirectUri)).toEqual(withheld)
    const withoutCode = new URL(redirectUri ?? '')
    withoutCode.searchParams.delete('response_code')
    expect(await visit.arrive(withoutCode.href)).toEqual(withheld)
    expect(await visit.arrive(redirectUri)).toMatchObject({ status: 'presented' })
  })

  test('takes an unsigned request, whose host the wallet shows as unproved', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const visit = await library.visit({ request: 'unsigned' })
    const view = await wallet.inspectRequest(visit.crossDevice.link)
    expect(view.verifier).toMatchObject({ host: library.host, proved: false })
    await answer(wallet, view)
    expect(await visit.poll()).toMatchObject({ verdict: { accepted: true } })
  })

  test('signs in with a public DID, before and after its key is rotated', async () => {
    const wallet = await citizen(world)
    const { did: simple } = await wallet.dids.createKeyDid({ name: 'simple' })
    const { did: official } = await wallet.dids.createEthrDid({ name: 'official' })
    for (const did of [simple, official]) {
      const visit = await library.visit({ signIn: true })
      const view = await wallet.dids.inspectSignIn(visit.crossDevice.link)
      expect(view.verifier.host).toBe(library.host)
      expect(await wallet.dids.signIn({ view, did })).toEqual({ kind: 'delivered' })
      expect(await visit.poll()).toEqual({ status: 'signed-in', did })
    }
    await wallet.dids.rotateKey(official)
    const visit = await library.visit({ signIn: true })
    await wallet.dids.signIn({ view: await wallet.dids.inspectSignIn(visit.crossDevice.link), did: official })
    expect(await visit.poll()).toEqual({ status: 'signed-in', did: official })
  })

  test('two presentations of one credential share exactly the values of this list', async () => {
    const wallet = await citizen(world)
    await collect(wallet, cityHall)
    const seen = library.posted.length
    for (let round = 0; round < 2; round++) {
      await answer(wallet, await wallet.inspectRequest((await library.visit()).crossDevice.link))
    }
    const [first, second] = library.posted.slice(seen).map(leaves)
    const shared = [...(first ?? [])].filter(([path, value]) => second?.get(path) === value)
    expect(shared.map(([path]) => path).sort()).toEqual([
      '/0/@context/0',
      '/0/proof/cryptosuite',
      '/0/proof/domain',
      '/0/proof/proofPurpose',
      '/0/proof/type',
      '/0/type/0',
      '/0/verifiableCredential/0/@context/0',
      '/0/verifiableCredential/0/@context/1',
      '/0/verifiableCredential/0/credentialSchema/digestSRI',
      '/0/verifiableCredential/0/credentialSchema/id',
      '/0/verifiableCredential/0/credentialSchema/type',
      '/0/verifiableCredential/0/credentialStatus/statusListCredential',
      '/0/verifiableCredential/0/credentialStatus/statusListIndex',
      '/0/verifiableCredential/0/credentialStatus/statusPurpose',
      '/0/verifiableCredential/0/credentialStatus/type',
      '/0/verifiableCredential/0/credentialSubject/region',
      '/0/verifiableCredential/0/credentialSubject/residencyStatus',
      '/0/verifiableCredential/0/credentialSubject/type',
      '/0/verifiableCredential/0/issuer',
      '/0/verifiableCredential/0/proof/cryptosuite',
      '/0/verifiableCredential/0/proof/proofPurpose',
      '/0/verifiableCredential/0/proof/type',
      '/0/verifiableCredential/0/proof/verificationMethod',
      '/0/verifiableCredential/0/type/0',
      '/0/verifiableCredential/0/type/1',
      '/0/verifiableCredential/0/validFrom',
      '/0/verifiableCredential/0/validUntil',
    ])
  })
})

/** Every value of the presentation in a posted form, under its path. */
function leaves(body: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}/${name}`)
    } else found.set(path, JSON.stringify(value))
  }
  const token = JSON.parse(new URLSearchParams(body).get('vp_token') ?? '{}')
  walk(token['resident-id'], '')
  return found
}
