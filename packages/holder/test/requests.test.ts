import { residentIdTemplate } from '@velum/credential'
import { createQuery } from '@velum/exchange'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answer, type CardWorld, startCardWorld } from './support/card-world.ts'
import { residentTypes, type TestService } from './support/test-service.ts'
import { newWallet } from './support/test-wallet.ts'

let world: CardWorld
let service: TestService
let walletWithCard: CardWorld['walletWithCard']
beforeAll(async () => {
  world = await startCardWorld()
  ;({ service, walletWithCard } = world)
})
beforeEach(() => world.renew())
afterAll(() => world?.stop())

/** A question that a service asks at this time. */
const askedAt = (issuedAt: Date) => ({ issuedAt, expiresAt: new Date(issuedAt.getTime() + 300_000) })

describe('a request', () => {
  test('says who asks, why, for what, and what would be shown', async () => {
    const { wallet, id } = await walletWithCard()
    const view = await wallet.inspectRequest(await service.ask())
    expect(view.verifier).toEqual({
      host: service.host,
      proved: true,
      did: service.did,
      name: { en: 'Harbourtown Library', zh: '港城图书馆' },
    })
    expect(view.purpose).toEqual({ en: 'To make out a reader’s pass.', zh: '用于办理读者证。' })
    expect(view).toMatchObject({ problems: [], answerable: true })
    expect(view.queries).toHaveLength(1)
    expect(view.queries[0]).toMatchObject({ queryId: 'resident', problems: [] })
    const [candidate] = view.queries[0]?.candidates ?? []
    expect(candidate).toMatchObject({ credential: { id, state: 'valid' }, problems: [], usable: true })
    expect(candidate?.claims).toEqual([
      { name: 'givenName', label: residentIdTemplate.labels.givenName, value: 'Mei-Lin', required: false },
      { name: 'birthDate', label: residentIdTemplate.labels.birthDate, value: '1969-07-20', required: false },
      { name: 'region', label: residentIdTemplate.labels.region, value: 'Lantern Coast', required: true },
      {
        name: 'residencyStatus',
        label: residentIdTemplate.labels.residencyStatus,
        value: 'citizen',
        required: true,
      },
    ])
    expect(candidate?.optionalSets.map((set) => [...set].sort())).toEqual(
      expect.arrayContaining([['birthDate', 'givenName'], ['givenName'], ['birthDate'], []]),
    )
    expect(structuredClone(view)).toEqual(view)
  })

  test('that nobody signed shows its host as unproved', async () => {
    const { wallet } = await walletWithCard()
    const view = await wallet.inspectRequest(await service.ask({ signed: false }))
    expect(view.verifier).toEqual({
      host: service.host,
      proved: false,
      name: { en: 'Harbourtown Library', zh: '港城图书馆' },
    })
  })

  test('says what would stay linkable', async () => {
    const { wallet } = await walletWithCard()
    const query = createQuery([
      {
        id: 'resident',
        types: residentTypes,
        required: ['residentNumber', 'region', 'sex'],
        optional: ['photoHash'],
      },
    ])
    const view = await wallet.inspectRequest(await service.ask({ query }))
    const notes = view.queries[0]?.candidates[0]?.linkability ?? []
    expect(notes.map((note) => ('claim' in note ? `${note.code} ${note.claim}` : note.code))).toEqual([
      'status-index',
      'unique-claim residentNumber',
      'rare-claim region',
      'unique-claim photoHash',
    ])
  })

  test('sends nothing to the verifier before it is answered', async () => {
    const { wallet } = await walletWithCard()
    await wallet.inspectRequest(await service.ask())
    expect(service.answers).toEqual([])
    expect(await wallet.history.list()).toEqual([])
  })
})

describe('a request that cannot be answered says why:', () => {
  test('there is no such credential', async () => {
    const { wallet } = await newWallet(world.chain)
    const view = await wallet.inspectRequest(await service.ask())
    expect(view.answerable).toBe(false)
    expect(view.queries[0]).toMatchObject({
      candidates: [],
      problems: [{ code: 'no-credential', types: ['ResidentIdCredential'] }],
    })
  })

  test('the credential was revoked', async () => {
    let now = new Date()
    const { wallet, index } = await walletWithCard({ now: () => now })
    await world.issuer.revoke(index)
    now = new Date(now.getTime() + 2 * 3_600_000)
    const view = await wallet.inspectRequest(await service.ask(askedAt(now)))
    expect(view.answerable).toBe(false)
    expect(view.queries[0]?.candidates).toMatchObject([{ usable: false, problems: [{ code: 'revoked' }] }])
    await expect(wallet.answerRequest(answer(view))).rejects.toMatchObject({ code: 'credential-not-usable' })
    expect(service.answers).toEqual([])
  })

  test('the credential has expired', async () => {
    let now = new Date()
    const { wallet } = await walletWithCard({ now: () => now })
    now = new Date(Date.parse(residentIdTemplate.validUntil) + 1000)
    const view = await wallet.inspectRequest(await service.ask(askedAt(now)))
    expect(view.queries[0]?.candidates).toMatchObject([{ usable: false, problems: [{ code: 'expired' }] }])
  })

  test('the credential lacks a claim', async () => {
    const { wallet } = await walletWithCard()
    const query = createQuery([{ id: 'resident', types: residentTypes, required: ['birthPlace', 'region'] }])
    const view = await wallet.inspectRequest(await service.ask({ query }))
    expect(view.answerable).toBe(false)
    expect(view.queries[0]?.candidates).toMatchObject([
      {
        usable: false,
        problems: [
          { code: 'claim-missing', claim: 'birthPlace', label: residentIdTemplate.labels.birthPlace },
        ],
      },
    ])
  })

  test('nobody’s credential has such a claim', async () => {
    const { wallet } = await walletWithCard()
    const query = createQuery([{ id: 'resident', types: residentTypes, required: ['shoeSize'] }])
    const view = await wallet.inspectRequest(await service.ask({ query }))
    expect(view.queries[0]?.candidates[0]?.problems).toEqual([{ code: 'claim-missing', claim: 'shoeSize' }])
    await expect(wallet.answerRequest(answer(view))).rejects.toMatchObject({ code: 'credential-not-usable' })
  })

  test('a status that nobody can read warns, and forbids nothing', async () => {
    let now = new Date()
    const { reopen } = await walletWithCard({ now: () => now })
    now = new Date(now.getTime() + 25 * 3_600_000)
    const withoutIssuer: typeof fetch = (input, init) =>
      String(input).startsWith(world.issuer.url)
        ? Promise.reject(new TypeError('fetch failed'))
        : fetch(input, init)
    const wallet = await reopen({ fetch: withoutIssuer })
    const view = await wallet.inspectRequest(await service.ask(askedAt(now)))
    expect(view.answerable).toBe(true)
    expect(view.queries[0]?.candidates).toMatchObject([
      { usable: true, problems: [{ code: 'status-unknown' }] },
    ])
  })

  test.each([
    ['a day old', -86_400_000],
    ['of the next day', 86_400_000],
    ['more than five minutes old', -302_000],
  ])('it is %s, though it asks for no statement', async (_, off) => {
    const { wallet } = await walletWithCard()
    const issuedAt = new Date(Date.now() + off)
    const expiresAt = new Date(Date.now() + 7 * 86_400_000)
    for (const signed of [true, false]) {
      const link = await service.ask({ signed, issuedAt, expiresAt })
      await expect(wallet.inspectRequest(link)).rejects.toMatchObject({ code: 'request-time-off' })
    }
    expect(service.answers).toEqual([])
  })

  test('it was in time when the holder opened it, and is not any more', async () => {
    let now = new Date()
    const { wallet } = await walletWithCard({ now: () => now })
    const expiresAt = new Date(now.getTime() + 86_400_000)
    const view = await wallet.inspectRequest(await service.ask({ expiresAt }))
    now = new Date(now.getTime() + 302_000)
    await expect(wallet.answerRequest(answer(view))).rejects.toMatchObject({ code: 'request-time-off' })
    expect(service.answers).toEqual([])
  })

  test('it is too old', async () => {
    let now = new Date()
    const { wallet } = await walletWithCard({ now: () => now })
    const view = await wallet.inspectRequest(await service.ask())
    now = new Date(now.getTime() + 600_000)
    await expect(wallet.answerRequest(answer(view))).rejects.toMatchObject({ code: 'request-expired' })
    await expect(wallet.inspectRequest(await service.ask())).rejects.toMatchObject({
      code: 'request-expired',
    })
    expect(service.answers).toEqual([])
  })
})
