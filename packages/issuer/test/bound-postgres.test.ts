import { createRegistration } from '@velum/binding'
import { eq } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startAuthority } from '../../../e2e/support/authority.ts'
import { type LoopbackServer, serve, startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { type Issuer, openIssuer, openStore, type Store } from '../src/index.ts'
import { credentials, offers } from '../src/store/schema.ts'
import {
  authorize,
  boundTemplate,
  freshNonce,
  newSecrets,
  offerBound,
  openSession,
  registerAndCollect,
  registrationOptions,
  residentNumbered,
  sendRegistration,
} from './bound-support.ts'
import { missingPostgres, startPostgres, type TestPostgres } from './postgres.ts'
import { passphrase, random, startTestIssuer, type TestIssuer } from './support.ts'

const missing = missingPostgres()
if (missing !== undefined) console.warn(`The tests of PostgreSQL do not run: ${missing}.`)

describe.skipIf(missing !== undefined)('two processes on one PostgreSQL', () => {
  let postgres: TestPostgres
  let world: TestChain
  let setup: TestIssuer
  let secondStore: Store
  let second: Issuer
  let secondServer: LoopbackServer
  beforeAll(async () => {
    postgres = await startPostgres()
    world = await startTestChain()
    const authority = await startAuthority(world)
    const { databaseUrl } = postgres
    setup = await startTestIssuer({ chain: world.chain, databaseUrl, authority: authority.id })
    await setup.issuer.addTemplate(boundTemplate)
    secondStore = await openStore({ databaseUrl })
    second = await openIssuer({
      store: secondStore,
      chain: world.chain,
      passphrase,
      fetch,
      now: () => new Date(),
      random,
      anchorAfterSeconds: 0,
    })
    secondServer = await serve((request) => second.handle(request))
  })
  afterAll(async () => {
    await secondServer?.close()
    await secondStore?.close()
    await setup?.stop()
    await world?.stop()
    await postgres?.stop()
  })

  /** A wallet of which every second request goes to the second process. */
  const throughBoth = (turn: number): typeof fetch => {
    const own = setup.issuer.url
    return (input, init) => {
      const url = String(input)
      return fetch(
        turn % 2 === 1 && url.startsWith(own) ? secondServer.url + url.slice(own.length) : url,
        init,
      )
    }
  }

  test('register one pseudonym for a person who sends six registrations to both at once', async () => {
    const sends = await Promise.all(
      Array.from({ length: 6 }, async (_, turn) => {
        const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(1)))
        const session = await openSession(wallet)
        const nonce = await freshNonce(wallet)
        const options = { issuer: setup.issuer, chain: world.chain, session, secrets: newSecrets(), nonce }
        const { registration } = await createRegistration(registrationOptions(options))
        const sent = { session: session.session, nonce, registration }
        return () => sendRegistration(wallet, sent, 1, throughBoth(turn))
      }),
    )
    const outcomes = await Promise.allSettled(sends.map((send) => send()))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(codes).toEqual(Array(5).fill('second-pseudonym'))
  })

  test('give one registration once when it reaches both', async () => {
    const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(2)))
    const session = await openSession(wallet)
    const nonce = await freshNonce(wallet)
    const options = { issuer: setup.issuer, chain: world.chain, session, secrets: newSecrets(), nonce }
    const { registration } = await createRegistration(registrationOptions(options))
    const sent = { session: session.session, nonce, registration }
    const outcomes = await Promise.allSettled(
      [0, 1].map((turn) => sendRegistration(wallet, sent, 1, throughBoth(turn))),
    )
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await sendRegistration(wallet, sent, 1, throughBoth(1))).toEqual(answers[0])
  })

  test.each([
    ['a declared loss of the secrets', 'loss'],
    ['a revocation of the offer', 'revocation'],
  ] as const)('let %s reach a card that the other process is just signing', async (_, kind) => {
    const [person, secrets] = [kind === 'loss' ? 20 : 21, newSecrets()]
    const enrol = { issuer: setup.issuer, chain: world.chain, secrets }
    const claims = residentNumbered(person)
    await registerAndCollect({ ...enrol, offer: await offerBound(setup.issuer, claims) })
    const offer = await offerBound(setup.issuer, claims, { reference: `case ${person}` })
    const wallet = await authorize(offer)
    const session = await openSession(wallet)
    const nonce = await freshNonce(wallet)
    const options = { issuer: setup.issuer, chain: world.chain, session, secrets, nonce }
    const { registration } = await createRegistration(registrationOptions(options))

    // A third connection holds up whoever writes a credential, until the other one waits too.
    const third = new pg.Client({ connectionString: postgres.databaseUrl })
    await third.connect()
    const waiting = async (count: number) => {
      await vi.waitFor(
        async () => {
          const { rows } = await third.query('SELECT DISTINCT pid FROM pg_locks WHERE NOT granted')
          expect(rows).toHaveLength(count)
        },
        { timeout: 60_000 },
      )
    }
    await third.query('BEGIN; LOCK TABLE credentials IN SHARE MODE')
    const sent = { session: session.session, nonce, registration }
    const sending = sendRegistration(wallet, sent).then(
      () => 'signed',
      () => 'refused',
    )
    await waiting(1)
    const target = { reference: `case ${person}` }
    const taking =
      kind === 'loss' ? second.reportLoss({ target, kind: 'secrets' }) : second.revoke({ ids: [offer.id] })
    await waiting(2)
    await third.query('ROLLBACK')
    await third.end()

    const { revoked, withdrawn } = await taking
    await sending
    expect(withdrawn).toEqual([])
    expect(revoked).toHaveLength(kind === 'loss' ? 2 : 1)
    const made = await setup.store.database
      .select({ state: credentials.state })
      .from(credentials)
      .innerJoin(offers, eq(offers.id, credentials.offerId))
      .where(eq(offers.id, offer.id))
    expect(made).toEqual([{ state: 'revoked' }])
  })

  test('anchor records once, whoever is told to', async () => {
    for (let person = 10; person < 14; person += 1) {
      const offer = await offerBound(setup.issuer, residentNumbered(person))
      const { issuer } = setup
      await registerAndCollect({ issuer, chain: world.chain, offer, secrets: newSecrets() })
    }
    const { pending } = await second.summariseRecords()
    const done = await Promise.all([setup.issuer.anchorRecords(), second.anchorRecords()])
    expect(done.reduce((sum, { anchored }) => sum + anchored, 0)).toBe(pending)
    const identity = setup.issuer.did.split(':').at(-1) ?? ''
    const counts = (await world.chain.escrowRegistry.batches(identity)).map(({ count }) => count)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(pending)
    expect(await second.verifyRecords()).toMatchObject({ intact: pending, pending: 0, broken: [] })
  })
})
