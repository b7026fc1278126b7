import { boundResidentIdTemplate } from '@velum/credential'
import type { RequestView, Wallet } from '@velum/holder'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../support/authority.ts'
import { resolverOn, startTestChain, type TestChain } from '../support/chain.ts'
import { libraryAcceptsCredential } from '../support/published-libraries.ts'
import { resident } from '../support/resident.ts'
import { openBank, transaction } from './support/bank.ts'
import { answer, citizen, citizenWithVault, collectBound } from './support/citizen.ts'
import { type CityHall, openCityHall } from './support/city-hall.ts'
import type { Library } from './support/library.ts'
import { answerWithCopy } from './support/thief.ts'

let world: TestChain
let court: TestAuthority
let cityHall: CityHall
let countyHall: CityHall
let bank: Library
let otherBank: Library
beforeAll(async () => {
  world = await startTestChain()
  court = await startAuthority(world)
  const template = boundResidentIdTemplate
  cityHall = await openCityHall(world.chain, { template, authority: court.id })
  countyHall = await openCityHall(world.chain, { template, authority: court.id })
  const trustedIssuers = [cityHall.issuer.did, countyHall.issuer.did]
  const { deployment } = world
  bank = await openBank({ deployment, trustedIssuers, authority: court.id })
  otherBank = await openBank({ deployment, trustedIssuers, authority: court.id })
})
afterAll(async () => {
  for (const running of [otherBank, bank, countyHall, cityHall]) await running?.close()
  await world?.stop()
})

/** Nobody is registered twice, so every test has a resident of its own. */
let residents = 0
const someone = () => {
  const number = String(++residents).padStart(4, '0')
  return { ...resident, residentNumber: `VL000000${number}`, documentNumber: `R0000${number}` }
}
const hallFor = (hall: CityHall, claims = someone()): CityHall => ({
  ...hall,
  offer: () => hall.offer(claims),
})

async function visit(service: Library, request: string) {
  const visitor = await service.visit({ request })
  return {
    link: visitor.sameDevice.link,
    verdict: async (outcome: { kind: string; redirectUri?: string }) => {
      const page = await visitor.arrive(outcome.redirectUri)
      if (page.status !== 'presented') throw new TypeError(`nothing was presented: ${page.status}`)
      return page.verdict
    },
  }
}

/** Opens the request in the wallet, answers it, and tells what the service's page learns. */
async function show(wallet: Wallet, service: Library, request: string) {
  const { link, verdict } = await visit(service, request)
  const view = await wallet.inspectRequest(link)
  const outcome = await answer(wallet, view)
  return { view, verdict: await verdict(outcome) }
}

async function knownAs(wallet: Wallet, service: Library): Promise<string | undefined> {
  const { verdict } = await show(wallet, service, 'account')
  expect(verdict).toMatchObject({ accepted: true, holderBinding: 'possession' })
  return verdict.accepted ? verdict.pseudonyms.account : undefined
}

describe('a bound credential', () => {
  test('lets a service know its visitor again, and no other service, without a single claim', async () => {
    const wallet = await citizen(world)
    await collectBound(wallet, hallFor(cityHall))
    const { verdict } = await show(wallet, bank, 'account')
    expect(verdict).toMatchObject({ accepted: true })
    if (verdict.accepted) expect(Object.values(verdict.credentials)).toMatchObject([{ claims: {} }])

    const first = await knownAs(wallet, bank)
    expect(first).toMatch(/^[\w-]{64}$/)
    expect(await knownAs(wallet, bank)).toBe(first)
    expect(await knownAs(wallet, otherBank)).not.toBe(first)
    const neighbour = await citizen(world)
    await collectBound(neighbour, hallFor(cityHall))
    expect(await knownAs(neighbour, bank)).not.toBe(first)
  })

  test('shows every service another place in the list of revoked credentials, and each the same again', async () => {
    const wallet = await citizen(world)
    await collectBound(wallet, hallFor(cityHall))
    const seenBy = async (service: Library) => {
      const { view, verdict } = await show(wallet, service, 'account')
      expect(view.queries[0]?.candidates[0]?.linkability).toEqual([{ code: 'status-index-here' }])
      if (!verdict.accepted) throw new TypeError(verdict.reason)
      return Object.values(verdict.credentials)[0]?.status
    }
    const atBank = await seenBy(bank)
    expect(atBank).toMatchObject({ statusPurpose: 'revocation' })
    expect(await seenBy(otherBank)).not.toEqual(atBank)
    expect(await seenBy(bank)).toEqual(atBank)
  })

  test('carries a sealed name for the court, for the transaction that the holder saw', async () => {
    const wallet = await citizen(world)
    await collectBound(wallet, hallFor(cityHall))
    const { view, verdict } = await show(wallet, bank, 'open')
    const { reference, ...description } = transaction
    expect(view.transaction).toEqual({ description, reference })
    expect(view.queries[0]?.statements).toContainEqual({
      type: 'escrow',
      authorityId: court.id,
      authority: { id: court.id, name: court.name, threshold: 2, trustees: 3, epoch: 1 },
    })
    expect(verdict).toMatchObject({
      accepted: true,
      escrow: { authority: court.id, name: court.name, epoch: 1, threshold: 2, trustees: 3 },
      transaction: { en: transaction.en, reference },
    })
    const [shown] = await wallet.history.list()
    expect(shown).toMatchObject({
      bound: {
        presentationId: verdict.accepted ? verdict.presentationId : '',
        escrow: { id: court.id, epoch: 1 },
      },
      transaction: { description, reference },
    })
  })

  test('has its record anchored, and the wallet follows it to the root by itself', async () => {
    const wallet = await citizen(world)
    const received = await collectBound(wallet, hallFor(cityHall))
    const id = received?.card.id ?? ''
    expect(await wallet.records.refresh(id)).toMatchObject({ state: 'waiting' })
    await cityHall.issuer.anchorRecords()
    expect(await wallet.records.refresh(id)).toMatchObject({ state: 'anchored' })
  })

  test('arrives although the answer got lost, once the holder asks again', async () => {
    let losses = 1
    const lossy =
      (send: typeof fetch): typeof fetch =>
      async (input, init) => {
        const response = await send(input, init)
        if (!String(input).endsWith('/credential') || losses-- <= 0) return response
        await response.arrayBuffer()
        throw new TypeError('connection lost')
      }
    const wallet = await citizen({ deployment: world.deployment, through: lossy })
    const { link, txCode } = await hallFor(cityHall).offer()
    const view = await wallet.inspectOffer(link('http://localhost:4030'))
    const { toConfirm } = await wallet.acceptOffer({ view, txCode })
    if (toConfirm === undefined) throw new TypeError('nothing to confirm')
    await expect(wallet.confirmBinding({ view: toConfirm, publish: false })).rejects.toMatchObject({
      code: 'issuer-unreachable',
    })
    expect(await wallet.credentials.list()).toEqual([])
    expect((await wallet.confirmBinding({ view: toConfirm, publish: false })).credentials).toHaveLength(1)
    expect(await knownAs(wallet, bank)).toBeDefined()
  })

  test('is shown together with one of another issuer, as one holder’s', async () => {
    const wallet = await citizen(world)
    const claims = someone()
    const city = await collectBound(wallet, hallFor(cityHall, claims))
    const county = await collectBound(wallet, hallFor(countyHall, claims))
    const { link, verdict } = await visit(bank, 'both')
    const view = await wallet.inspectRequest(link)
    const outcome = await wallet.answerRequest({ view, selection: pick({ city, county }) })
    expect(await verdict(outcome)).toMatchObject({
      accepted: true,
      holderBinding: 'possession',
      credentials: {
        city: { issuer: cityHall.issuer.did },
        county: { issuer: countyHall.issuer.did },
      },
    })
    expect((await wallet.history.list())[0]).toMatchObject({ bound: { sameHolder: true } })
  })
})

type Received = Awaited<ReturnType<typeof collectBound>>

function pick(cards: Readonly<Record<string, Received>>) {
  return Object.fromEntries(
    Object.entries(cards).map(([queryId, received]) => [
      queryId,
      { credentialId: received?.card.id ?? '', optionalClaims: [] },
    ]),
  )
}

describe('after a loss', () => {
  const target = ({ residentNumber }: { residentNumber: string }) => ({
    template: boundResidentIdTemplate.name,
    person: residentNumber,
  })

  test('of the device, the backup and a new credential bring the same pseudonym, and the old one is void', async () => {
    const claims = someone()
    const old = await citizenWithVault(world)
    await collectBound(old.wallet, hallFor(cityHall, claims))
    const before = await knownAs(old.wallet, bank)

    const fresh = await old.moveToNewDevice()
    await cityHall.issuer.reportLoss({ kind: 'device', target: target(claims) })
    const reissued = await collectBound(fresh, hallFor(cityHall, claims))
    const { link, verdict } = await visit(bank, 'account')
    const outcome = await fresh.answerRequest({
      view: await fresh.inspectRequest(link),
      selection: pick({ [boundResidentIdTemplate.name]: reissued }),
    })
    expect(await verdict(outcome)).toMatchObject({ accepted: true, pseudonyms: { account: before } })

    const stale = await show(old.wallet, bank, 'account')
    expect(stale.verdict).toMatchObject({ accepted: false, reason: 'revoked' })
  })

  test('of nothing, nobody gets a second pseudonym', async () => {
    const claims = someone()
    await collectBound(await citizen(world), hallFor(cityHall, claims))
    const another = await citizen(world)
    await expect(collectBound(another, hallFor(cityHall, claims))).rejects.toMatchObject({
      code: 'second-pseudonym',
    })
    expect(await another.credentials.list()).toEqual([])
  })

  test('of the secrets that was declared, there is a new pseudonym and the old credential is void', async () => {
    const claims = someone()
    const old = await citizen(world)
    await collectBound(old, hallFor(cityHall, claims))
    const before = await knownAs(old, bank)
    await cityHall.issuer.reportLoss({ kind: 'secrets', target: target(claims) })
    const fresh = await citizen(world)
    await collectBound(fresh, hallFor(cityHall, claims))
    expect(await knownAs(fresh, bank)).not.toBe(before)
    expect((await show(old, bank, 'account')).verdict).toMatchObject({ accepted: false, reason: 'revoked' })
  })
})

describe('a thief gets nowhere', () => {
  /** What a victim's device holds of its one credential. */
  async function victim() {
    const { wallet, vault } = await citizenWithVault(world)
    const received = await collectBound(wallet, hallFor(cityHall))
    const id = received?.card.id ?? ''
    return {
      id,
      credential: await vault.get({ name: 'credentials' }, id),
      binding: await vault.get({ name: 'bindings' }, id),
      document: (await wallet.credentials.get(id))?.document as object,
    }
  }

  async function refused(service: Library, act: (view: RequestView, wallet: Wallet) => Promise<unknown>) {
    const { link, verdict } = await visit(service, 'account')
    const thief = await citizenWithVault(world)
    await collectBound(thief.wallet, hallFor(cityHall))
    const outcome = await act(await thief.wallet.inspectRequest(link), thief.wallet)
    return verdict(outcome as never)
  }

  test('with a copy of the credential file and standard software', async () => {
    const { document } = await victim()
    const verdict = await refused(bank, async ({ request }) =>
      forPage(await answerWithCopy({ credential: document, claims: [], request })),
    )
    expect(verdict).toMatchObject({ accepted: false, reason: 'binding-missing' })
  })

  test('with a copy of everything but the secrets, in a wallet that has none', async () => {
    const stolen = await victim()
    const { wallet, vault } = await citizenWithVault(world)
    await vault.put({ name: 'credentials' }, stolen.id, stolen.credential)
    await vault.put({ name: 'bindings' }, stolen.id, stolen.binding)
    const view = await wallet.inspectRequest((await visit(bank, 'account')).link)
    await expect(answer(wallet, view)).rejects.toMatchObject({ code: 'secrets-lost' })
  })

  test.each<[string, (stolen: unknown, own: unknown) => unknown]>([
    ['with the victim’s binding', (stolen) => stolen],
    ['with the own binding', (_, own) => own],
  ])('with a copy of the credential, under the own secrets, %s', async (_what, choose) => {
    const stolen = await victim()
    const { wallet, vault } = await citizenWithVault(world)
    const own = await collectBound(wallet, hallFor(cityHall))
    const ownBinding = await vault.get({ name: 'bindings' }, own?.card.id ?? '')
    await vault.put({ name: 'credentials' }, stolen.id, stolen.credential)
    // What the wallet had computed ahead for one card and its own secrets would give the theft away at once.
    const { kept: _, ...binding } = choose(stolen.binding, ownBinding) as { kept?: unknown }
    await vault.put({ name: 'bindings' }, stolen.id, binding)
    const { link, verdict } = await visit(bank, 'account')
    const outcome = await wallet.answerRequest({
      view: await wallet.inspectRequest(link),
      selection: { [boundResidentIdTemplate.name]: { credentialId: stolen.id, optionalClaims: [] } },
    })
    expect(await verdict(outcome)).toMatchObject({ accepted: false, reason: 'proof-invalid' })
  })
})

/** The statements beside are ours; the proof of each credential is everybody's, and also of a stolen one. */
test('every credential that was shown here holds for the published libraries as it stands', {
  timeout: 90_000,
}, async () => {
  const presentations = [...bank.posted, ...otherBank.posted].map((body) => {
    const token = JSON.parse(new URLSearchParams(body).get('vp_token') ?? '{}')
    return Object.values<[{ verifiableCredential: object[] }]>(token)[0]?.[0]
  })
  const shown = presentations.flatMap((presentation) => presentation?.verifiableCredential ?? [])
  expect(shown.length).toBeGreaterThan(15)
  const options = { resolver: resolverOn(world.chain), now: new Date() }
  for (const credential of shown) expect(await libraryAcceptsCredential(credential, options)).toBe(true)
})

/** What a wallet would tell the browser of a posted answer. */
function forPage(posted: unknown): { kind: string; redirectUri?: string } {
  const { status, redirectUri } = posted as { status: string; redirectUri?: string }
  return { kind: status, ...(redirectUri !== undefined && { redirectUri }) }
}
