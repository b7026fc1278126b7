import { RegistryError } from '@velum/registry'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { credentials, losses, offers, registrants } from '../src/store/schema.ts'
import type { Queries, Store } from '../src/store/store.ts'
import {
  boundTemplate,
  newSecrets,
  offerBound,
  registerAndCollect,
  residentNumbered,
} from './bound-support.ts'
import { startTestIssuer, statusOf, type TestIssuer } from './support.ts'

const secretsLost = { kind: 'secrets' } as const

/** Statements that the store still does; then it fails like that of a process that was killed there. */
let statementsLeft = Number.POSITIVE_INFINITY
let chainIsDead = false

let world: TestChain
let setup: TestIssuer
beforeAll(async () => {
  world = await startTestChain()
  const authority = await startAuthority(world)
  setup = await startTestIssuer({
    chain: {
      ...world.chain,
      async send(change, options) {
        if (chainIsDead) throw new RegistryError('relayer-unreachable', 'The line is dead.')
        return world.chain.send(change, options)
      },
    },
    authority: authority.id,
    throughStore: (store): Store => ({ ...store, database: failing(store.database) }),
  })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await world?.stop()
})
beforeEach(() => {
  statementsLeft = Number.POSITIVE_INFINITY
  chainIsDead = false
})

const statements = new Set<unknown>(['select', 'insert', 'update', 'delete', 'execute'])

function failing(queries: Queries): Queries {
  return new Proxy(queries, {
    get(target, member) {
      const value = Reflect.get(target, member, target)
      if (member === 'transaction') {
        return (work: (tx: Queries) => Promise<unknown>) => target.transaction((tx) => work(failing(tx)))
      }
      if (typeof value !== 'function') return value
      return (...parameters: unknown[]) => {
        if (statements.has(member)) {
          if (statementsLeft === 0) throw new Error('killed here')
          statementsLeft -= 1
        }
        return Reflect.apply(value, target, parameters)
      }
    },
  })
}

/** A person with a card, and with an offer that waits. */
async function enrol(person: number) {
  const offer = await offerBound(setup.issuer, residentNumbered(person), { reference: `case ${person}` })
  const card = await registerAndCollect({
    issuer: setup.issuer,
    chain: world.chain,
    offer,
    secrets: newSecrets(),
  })
  const waiting = await offerBound(setup.issuer, residentNumbered(person))
  return { card, offer, waiting, reference: `case ${person}` }
}
type Enrolled = Awaited<ReturnType<typeof enrol>>

/** What the store says about the loss, by a connection that never fails. */
async function stored({ offer, waiting }: Enrolled) {
  const { database } = setup.store
  const [made] = await database.select().from(offers).where(eq(offers.id, offer.id))
  const [open] = await database.select().from(offers).where(eq(offers.id, waiting.id))
  const [credential] = await database.select().from(credentials).where(eq(credentials.offerId, offer.id))
  if (!made?.person || !open || !credential) throw new Error('the person is not in the store')
  const [registrant] = await database.select().from(registrants).where(eq(registrants.person, made.person))
  const declared = await database.select().from(losses).where(eq(losses.person, made.person))
  return {
    losses: declared.length,
    registrant: registrant?.state,
    card: credential.state === 'revoked' ? 'revoking' : credential.state,
    waiting: open.state,
  }
}
const nothing = { losses: 0, registrant: 'registered', card: 'valid', waiting: 'open' }
const everything = { losses: 1, registrant: 'secrets-lost', card: 'revoking', waiting: 'withdrawn' }

const statusOfCard = async ({ card }: Enrolled) =>
  (await statusOf(card.bound.credentials[0], world.chain)).status

async function restart() {
  statementsLeft = Number.POSITIVE_INFINITY
  chainIsDead = false
  await setup.store.close()
  await setup.restart()
  await setup.issuer.settle()
}

describe('a declared loss of the secrets', () => {
  test('is stored whole or not at all, wherever the process is killed, and the next start finishes it', {
    timeout: 120_000,
  }, async () => {
    let enrolled = await enrol(1)
    let person = 1
    let before = 0
    let after = 0
    for (let step = 0; ; step += after === 0 ? 1 : 3) {
      statementsLeft = step
      const target = { reference: enrolled.reference }
      const report = await setup.issuer.reportLoss({ target, ...secretsLost }).catch((error: Error) => error)
      statementsLeft = Number.POSITIVE_INFINITY
      const found = await stored(enrolled)
      if (!(report instanceof Error)) {
        expect(found).toEqual(everything)
        break
      }
      expect(report.message, `step ${step}`).toBe('killed here')
      if (found.losses === 0) {
        before += 1
        expect(found, `step ${step}`).toEqual(nothing)
        expect(await statusOfCard(enrolled), `step ${step}`).toBe('valid')
      } else {
        after += 1
        expect(found, `step ${step}`).toEqual(everything)
        await restart()
        expect(await statusOfCard(enrolled), `step ${step}`).toBe('revoked')
        person += 1
        enrolled = await enrol(person)
      }
    }
    // Reads, the log, the person, credential, list and offers; then what publishing needs.
    expect(before).toBeGreaterThanOrEqual(8)
    expect(after).toBeGreaterThanOrEqual(2)
  })

  test('that the chain did not take is stored, and the next start brings it there', async () => {
    const enrolled = await enrol(100)
    chainIsDead = true
    const target = { reference: enrolled.reference }
    await expect(setup.issuer.reportLoss({ target, ...secretsLost })).rejects.toMatchObject({
      code: 'publication-failed',
    })
    expect(await stored(enrolled)).toEqual(everything)
    expect(await statusOfCard(enrolled)).toBe('valid')
    await restart()
    expect(await statusOfCard(enrolled)).toBe('revoked')
  })
})
