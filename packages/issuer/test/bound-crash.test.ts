import { createRegistration } from '@velum/binding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import type { Store } from '../src/index.ts'
import { credentials, sealedRecords } from '../src/store/schema.ts'
import {
  authorize,
  boundTemplate,
  freshNonce,
  newSecrets,
  offerBound,
  openSession,
  registrationOptions,
  residentNumbered,
  sendRegistration,
  verdictOn,
} from './bound-support.ts'
import { startTestIssuer, type TestIssuer } from './support.ts'

/** Transactions of the store that still succeed; then it fails like a database that is gone. */
let transactionsLeft = Number.POSITIVE_INFINITY

let chain: TestChain
let authority: TestAuthority
let setup: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  authority = await startAuthority(chain)
  setup = await startTestIssuer({ chain: chain.chain, authority: authority.id, throughStore: failing })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

function failing(store: Store): Store {
  const database = new Proxy(store.database, {
    get(target, member) {
      const value = Reflect.get(target, member, target)
      if (member !== 'transaction') return typeof value === 'function' ? value.bind(target) : value
      return async (...parameters: Parameters<typeof target.transaction>) => {
        if (transactionsLeft === 0) throw new Error('the database is gone')
        transactionsLeft -= 1
        return target.transaction(...parameters)
      }
    },
  })
  return { ...store, database }
}

async function registerAt(person: number) {
  const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(person)))
  const session = await openSession(wallet)
  const nonce = await freshNonce(wallet)
  const secrets = newSecrets()
  const made = await createRegistration(
    registrationOptions({ issuer: setup.issuer, chain: chain.chain, session, secrets, nonce }),
  )
  return {
    wallet,
    session,
    secrets,
    made,
    sent: { session: session.session, nonce, registration: made.registration },
  }
}

const stored = async () => ({
  credentials: (await setup.store.database.select().from(credentials)).length,
  records: (await setup.store.database.select().from(sealedRecords)).length,
})

test('a crash before the record is stored leaves no credential and no record', async () => {
  const { wallet, sent } = await registerAt(1)
  const before = await stored()
  transactionsLeft = 0
  await expect(sendRegistration(wallet, sent)).rejects.toMatchObject({ code: 'issuer-failed' })
  transactionsLeft = Number.POSITIVE_INFINITY
  expect(await stored()).toEqual(before)
})

test('a crash between sealing and signing leaves the record and no credential; the same request then brings it', async () => {
  const registered = await registerAt(2)
  const { wallet, sent, secrets } = registered
  const before = await stored()
  transactionsLeft = 1
  await expect(sendRegistration(wallet, sent)).rejects.toMatchObject({ code: 'issuer-failed' })
  expect(await stored()).toEqual({ credentials: before.credentials, records: before.records + 1 })

  transactionsLeft = Number.POSITIVE_INFINITY
  await setup.store.close()
  await setup.restart()
  const bound = await sendRegistration(wallet, sent)
  expect(await verdictOn({ ...registered, bound }, { chain: chain.chain, secrets })).toMatchObject({
    accepted: true,
  })
  expect(await stored()).toEqual({ credentials: before.credentials + 1, records: before.records + 1 })
})

test('a wallet that forgot everything but its secrets registers anew after such a crash, and its record rises', async () => {
  const { wallet, sent, secrets } = await registerAt(3)
  transactionsLeft = 1
  await expect(sendRegistration(wallet, sent)).rejects.toMatchObject({ code: 'issuer-failed' })
  transactionsLeft = Number.POSITIVE_INFINITY

  const session = await openSession(wallet)
  expect(session.record).toContain('"recordVersion":2')
  const nonce = await freshNonce(wallet)
  const options = { issuer: setup.issuer, chain: chain.chain, session, secrets, nonce }
  const { registration } = await createRegistration(registrationOptions(options))
  const bound = await sendRegistration(wallet, { session: session.session, nonce, registration })
  expect(bound.credentials).toHaveLength(1)
})

test('the store refuses a handle that was used before', async () => {
  const rows = await setup.store.database.select().from(credentials)
  const handles = rows.flatMap(({ handle }) => (handle ? [handle] : []))
  const [one, other] = rows.filter(({ handle }) => handle !== null)
  if (!one || !other) throw new Error('two bound credentials are needed')
  expect(new Set(handles.map(String)).size).toBe(handles.length)
  const { eq } = await import('drizzle-orm')
  await expect(
    setup.store.database.update(credentials).set({ handle: one.handle }).where(eq(credentials.id, other.id)),
  ).rejects.toThrow()
})
