import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { statusLists } from '../src/store/schema.ts'
import { claim, reopen, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

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

/** The clock that the issuer sees, where a test travels in time. */
const later = () => new Date(Date.now() + setup.clock.offsetMilliseconds)

async function issueOne(reference: string): Promise<unknown> {
  const offer = await setup.issuer.createOffer({ template: 'resident-id', claims: resident, reference })
  const [credential] = await claim({ link: offer.link(), txCode: offer.txCode, now: later })
  return credential
}

async function epoch(): Promise<number | null> {
  const [list] = await setup.store.database.select().from(statusLists)
  return list?.servedEpoch ?? null
}

/** A chain that fails at a point of ours: `send` is called, or it is not, and then throws. */
function failingChain(arrives: boolean): TestChain['chain'] {
  return {
    ...chain.chain,
    async send(change, options) {
      if (arrives) await chain.chain.send(change, options)
      throw new Error('the process was killed here')
    },
  }
}

async function rpc(method: string, parameters: readonly unknown[]): Promise<unknown> {
  return chain.chain.provider.request({ method, params: [...parameters] })
}

describe('a revoked credential', () => {
  test('is refused as soon as revoke returns, and nobody else’s is', async () => {
    const kept = await issueOne('kept')
    const lost = await issueOne('lost')
    const { revoked } = await setup.issuer.revoke({ reference: 'lost' })
    expect(revoked).toHaveLength(1)
    expect(await statusOf(lost, chain.chain)).toMatchObject({ status: 'revoked' })
    expect(await statusOf(kept, chain.chain)).toMatchObject({ status: 'valid' })
    const [record] = await setup.issuer.listRecords({ reference: 'lost' })
    expect(record).toMatchObject({
      state: 'collected',
      reference: 'lost',
      credentials: [{ state: 'revoked' }],
    })
  })

  test('stays revoked when it is revoked again, and unknown ids revoke nothing at all', async () => {
    const credential = await issueOne('twice')
    const { revoked } = await setup.issuer.revoke({ reference: 'twice' })
    const before = await epoch()
    expect(await setup.issuer.revoke({ ids: [revoked[0] ?? ''] })).toEqual({
      revoked: [],
      already: revoked,
      withdrawn: [],
    })
    expect(await epoch()).toBe(before)
    const innocent = await issueOne('innocent')
    const [record] = await setup.issuer.listRecords({ reference: 'innocent' })
    const ids = [record?.credentials[0]?.id ?? '', 'unknown']
    await expect(setup.issuer.revoke({ ids })).rejects.toMatchObject({ code: 'credential-unknown' })
    await expect(setup.issuer.revoke({ reference: 'nobody' })).rejects.toMatchObject({
      code: 'reference-unknown',
    })
    expect(await statusOf(innocent, chain.chain)).toMatchObject({ status: 'valid' })
    expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
  })

  test('many at the same time all become public, each exactly once', async () => {
    const issued = await Promise.all(['a', 'b', 'c', 'd'].map((name) => issueOne(`many ${name}`)))
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => setup.issuer.revoke({ reference: `many ${name}` })))
    for (const credential of issued) {
      expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
    }
  })
})

describe('a killed revocation', () => {
  for (const arrives of [false, true]) {
    test(`is finished by the next start when the anchor ${arrives ? 'had' : 'had not'} reached the chain`, async () => {
      const reference = `killed ${arrives}`
      const credential = await issueOne(reference)
      await setup.store.close()
      const dying = await reopen({ dataDir: setup.folder, chain: failingChain(arrives) })
      await expect(dying.issuer.revoke({ reference })).rejects.toThrow('the process was killed here')
      const [record] = await dying.issuer.listRecords({ reference })
      expect(record?.credentials[0]?.state).toBe('revoking')
      await dying.store.close()

      await setup.restart()
      await setup.issuer.settle()
      const [settled] = await setup.issuer.listRecords({ reference })
      expect(settled?.credentials[0]?.state).toBe('revoked')
      expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
    })
  }

  test('serves the list that the chain has, also between the anchor and its own note of it', async () => {
    const credential = await issueOne('between')
    await setup.store.close()
    const dying = await reopen({ dataDir: setup.folder, chain: failingChain(true) })
    await expect(dying.issuer.revoke({ reference: 'between' })).rejects.toThrow('killed')
    await dying.store.close()
    await setup.restart()
    expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
    await setup.issuer.settle()
    expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
  })

  test('a chain out of reach is told, and what was to be revoked is not forgotten', async () => {
    const credential = await issueOne('offline')
    const { RegistryError } = await import('@velum/registry')
    const unreachable = {
      ...chain.chain,
      send: () => Promise.reject(new RegistryError('chain-unreachable', 'The chain does not answer.')),
    }
    await setup.store.close()
    const offline = await reopen({ dataDir: setup.folder, chain: unreachable })
    await expect(offline.issuer.revoke({ reference: 'offline' })).rejects.toMatchObject({
      code: 'publication-failed',
    })
    await offline.store.close()
    await setup.restart()
    await setup.issuer.upkeep()
    expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
  })
})

describe('the list on the chain', () => {
  test('is anchored again before it grows too old, and not without need', async () => {
    const credential = await issueOne('fresh')
    await setup.issuer.upkeep()
    const before = await epoch()
    await setup.issuer.upkeep()
    expect(await epoch()).toBe(before)
    setup.clock.offsetMilliseconds = 7 * 3600_000
    await rpc('evm_increaseTime', [7 * 3600])
    await setup.issuer.upkeep()
    expect(await epoch()).toBe((before ?? 0) + 1)
    expect(await statusOf(credential, chain.chain, later)).toMatchObject({ status: 'valid' })
  })

  test('is anchored again when a reorganisation took the anchor back', async () => {
    const credential = await issueOne('reorganised')
    await setup.issuer.revoke({ reference: 'reorganised' })
    await rpc('anvil_reorg', [1, []])
    expect(await statusOf(credential, chain.chain, later)).toMatchObject({ status: 'unknown' })
    await setup.issuer.upkeep()
    expect(setup.events).toContainEqual({ type: 'anchor-lost', list: 1 })
    expect(await statusOf(credential, chain.chain, later)).toMatchObject({ status: 'revoked' })
  })

  test('goes over to the next list when it is full', async () => {
    // A row for every place that is still free, as if the issuer had worked for years.
    await setup.store.database.execute(sql`
      INSERT INTO credentials (id, offer_id, template_name, template_version, key_id, list_number, list_index, state, created_at)
      SELECT 'filler-' || place, offer_id, template_name, template_version, key_id, list_number, place, 'valid', created_at
      FROM (SELECT * FROM credentials WHERE list_number = 1 LIMIT 1) AS one, generate_series(0, 131071) AS place
      ON CONFLICT DO NOTHING`)
    // While PGlite was busy the server closed connections that were kept open: let the client notice.
    await sleep(2_000)
    const offer = await setup.issuer.createOffer({ template: 'resident-id', claims: resident })
    const [credential] = await claim({ link: offer.link(), txCode: offer.txCode, now: later })
    expect(JSON.stringify(credential)).toContain(`${setup.issuer.url}/status/2`)
    expect(await statusOf(credential, chain.chain, later)).toMatchObject({ status: 'valid' })
  })
})
