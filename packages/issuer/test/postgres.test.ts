import { residentIdTemplate } from '@velum/credential'
import { fetchIssuerMetadata, parseCredentialOffer, requestToken } from '@velum/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { type Issuer, openIssuer, openStore, type Store } from '../src/index.ts'
import { missingPostgres, startPostgres, type TestPostgres } from './postgres.ts'
import { claim, passphrase, random, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

const missing = missingPostgres()
if (missing !== undefined) console.warn(`The tests of PostgreSQL do not run: ${missing}.`)

describe.skipIf(missing !== undefined)('several processes on one PostgreSQL', () => {
  let postgres: TestPostgres
  let chain: TestChain
  let setup: TestIssuer
  let secondStore: Store
  let second: Issuer
  beforeAll(async () => {
    postgres = await startPostgres()
    chain = await startTestChain()
    setup = await startTestIssuer({ chain: chain.chain, databaseUrl: postgres.databaseUrl })
    secondStore = await openStore({ databaseUrl: postgres.databaseUrl })
    second = await openIssuer({
      store: secondStore,
      chain: chain.chain,
      passphrase,
      fetch,
      now: () => new Date(),
      random,
    })
  })
  afterAll(async () => {
    await secondStore?.close()
    await setup?.stop()
    await chain?.stop()
    await postgres?.stop()
  })

  const template = residentIdTemplate
  const rows = (job: string, count: number) =>
    setup.issuer.checkRows({
      template,
      rows: Array.from({ length: count }, (_, index) => ({
        line: index + 2,
        claims: { ...resident, residentNumber: `HB${String(index).padStart(10, '0')}` },
        reference: `${job} ${index}`,
      })),
    }).valid

  test('work on one bulk job together, each row once', async () => {
    const options = { template, job: 'together', rows: rows('together', 12) }
    const results = await Promise.all([setup.issuer.issueRows(options), second.issueRows(options)])
    expect(results.map(({ issued, already }) => issued + already)).toEqual([12, 12])
    expect(results[0].issued + results[1].issued).toBe(12)
    const records = await second.listRecords({ job: 'together' })
    const places = records.flatMap(({ credentials }) =>
      credentials.map(({ list, index }) => `${list}:${index}`),
    )
    expect(new Set(places).size).toBe(12)
  })

  test('revoke at the same time, and both revocations are public when both have returned', async () => {
    const offers = await second.jobOffers('together')
    const credentials = await Promise.all(
      offers.slice(0, 2).map(async (offer) => (await claim({ link: offer.link(), txCode: offer.txCode }))[0]),
    )
    await Promise.all([
      setup.issuer.revoke({ reference: offers[0]?.reference ?? '' }),
      second.revoke({ reference: offers[1]?.reference ?? '' }),
    ])
    for (const credential of credentials) {
      expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
    }
    await setup.issuer.upkeep()
    expect(setup.events.some(({ type }) => type === 'anchor-lost')).toBe(false)
  })

  test('spend an offer once, whichever of them is asked', async () => {
    const created = await second.createOffer({ template: 'resident-id', claims: resident })
    const offer = await parseCredentialOffer({ link: created.link(), fetch })
    const metadata = await fetchIssuerMetadata({ issuerUrl: offer.issuerUrl, fetch })
    let turn = 0
    /** Asks the two processes in turn, as a balancer in front of them would. */
    const balanced: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      turn += 1
      return turn % 2 === 0 ? second.handle(request) : setup.issuer.handle(request)
    }
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        requestToken({ offer, metadata, txCode: created.txCode, fetch: balanced, now: () => new Date() }),
      ),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('a key rotated by one signs for the other at once', async () => {
    const { newKey } = await second.rotateKey({ kind: 'credential', overlapSeconds: 3600 })
    const offer = await setup.issuer.createOffer({ template: 'resident-id', claims: resident })
    const [credential] = await claim({ link: offer.link(), txCode: offer.txCode })
    expect(JSON.stringify(credential)).toContain(newKey)
  })
})

test('a database that nobody reaches is told by name', async () => {
  const opening = openStore({ databaseUrl: 'postgresql://velum@127.0.0.1:9/velum' })
  await expect(opening).rejects.toMatchObject({ code: 'store-unreachable' })
})
