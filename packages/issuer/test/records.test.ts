import { createHash } from 'node:crypto'
import { recordLeaf, verifyInclusion } from '@velum/binding'
import { fetchRecordStatus } from '@velum/exchange'
import { type Chain, RegistryError } from '@velum/registry'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { recordBatches, sealedRecords } from '../src/store/schema.ts'
import {
  boundTemplate,
  newSecrets,
  offerBound,
  registerAndCollect,
  residentNumbered,
} from './bound-support.ts'
import { startTestIssuer, type TestIssuer } from './support.ts'

/** What happens to the line to the chain while a change is on its way. */
let line: 'up' | 'dead-before' | 'dead-after' = 'up'

let world: TestChain
let setup: TestIssuer
beforeAll(async () => {
  world = await startTestChain()
  const authority = await startAuthority(world)
  setup = await startTestIssuer({ chain: unreliable(world.chain), authority: authority.id })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await world?.stop()
})

function unreliable(chain: Chain): Chain {
  return {
    ...chain,
    async send(...parameters) {
      const dead = () => new RegistryError('relayer-unreachable', 'The line is dead.')
      if (line === 'dead-before') throw dead()
      const receipt = await chain.send(...parameters)
      if (line === 'dead-after') throw dead()
      return receipt
    },
  }
}

let person = 0
async function seal(options: { readonly publish?: boolean; readonly reference?: string } = {}) {
  person += 1
  const { publish = false, reference } = options
  const offer = await offerBound(
    setup.issuer,
    residentNumbered(person),
    reference === undefined ? {} : { reference },
  )
  const secrets = newSecrets()
  const { issuer } = setup
  const { bound } = await registerAndCollect({
    issuer,
    chain: world.chain,
    offer,
    secrets,
    change: { publish },
  })
  return bound.record
}

const statusOf = (address: Uint8Array) => fetchRecordStatus({ issuerUrl: setup.issuer.url, address, fetch })
const identity = () => setup.issuer.did.split(':').at(-1) ?? ''
const anchorsOnChain = () => world.chain.escrowRegistry.batches(identity())

/** As a wallet does: the served proof against the root on the chain. */
async function isProvenOnChain(address: Uint8Array): Promise<boolean> {
  const status = await statusOf(address)
  if (status.state !== 'anchored') return false
  const { ciphertext, epoch, index, path } = status
  const batch = await world.chain.escrowRegistry.batch({ identity: identity(), epoch })
  if (!batch) return false
  const leaf = recordLeaf({ address, ciphertext, issuer: setup.issuer.did, epoch })
  return verifyInclusion({ leaf, index, count: batch.count, path, root: batch.root })
}

describe('a sealed record', () => {
  test('is unknown to whoever guesses an address, pending before its batch, and proven afterwards', async () => {
    expect(await statusOf(new Uint8Array(32))).toEqual({ state: 'unknown' })
    const records = [await seal(), await seal(), await seal(), await seal(), await seal()]
    for (const { address } of records) expect(await statusOf(address)).toEqual({ state: 'pending' })
    expect(await setup.issuer.anchorRecords()).toEqual({ anchored: 5, published: 0 })
    for (const { address, ciphertext } of records) {
      expect(await statusOf(address)).toMatchObject({ state: 'anchored', ciphertext, count: 5 })
      expect(await isProvenOnChain(address)).toBe(true)
    }
    expect(await setup.issuer.verifyRecords()).toEqual({ intact: 5, pending: 0, broken: [] })
  })

  test('is served as a ciphertext with a path, and as nothing else, to any page', async () => {
    const { address } = await seal()
    await setup.issuer.anchorRecords()
    const url = `${setup.issuer.url}/records/${Buffer.from(address).toString('hex')}`
    const response = await fetch(url)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const body = await response.text()
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(['ciphertext', 'count', 'epoch', 'index', 'path'])
    expect(body).not.toMatch(/Mei-Lin|VL00000/)
    expect((await fetch(`${setup.issuer.url}/records/`)).status).toBe(404)
    expect((await fetch(`${setup.issuer.url}/records/abc`)).status).toBe(404)
  })

  test('waits for others, and is anchored by upkeep once it has waited long enough', async () => {
    const patient = await startTestIssuer({ chain: world.chain, anchorAfterSeconds: 600 })
    try {
      await patient.issuer.addTemplate(boundTemplate)
      const offer = await offerBound(patient.issuer, residentNumbered(1))
      const secrets = newSecrets()
      await registerAndCollect({ issuer: patient.issuer, chain: world.chain, offer, secrets })
      await patient.issuer.upkeep()
      expect(await patient.issuer.summariseRecords()).toMatchObject({ anchored: 0, pending: 1 })
      patient.clock.offsetMilliseconds = 601_000
      await patient.issuer.upkeep()
      expect(await patient.issuer.summariseRecords()).toMatchObject({ anchored: 1, pending: 0 })
    } finally {
      await patient.stop()
    }
  })

  test('is proven under its reference without a word about its holder', async () => {
    await seal({ reference: 'case 7' })
    const [pending] = await setup.issuer.proveRecords('case 7')
    expect(pending?.proof).toBeUndefined()
    await setup.issuer.anchorRecords()
    const [record] = await setup.issuer.proveRecords('case 7')
    const batch = await world.chain.escrowRegistry.batch({
      identity: identity(),
      epoch: record?.proof?.epoch ?? 0,
    })
    expect(record?.proof?.root).toEqual(batch?.root)
    await expect(setup.issuer.proveRecords('nothing')).rejects.toMatchObject({ code: 'reference-unknown' })
    await setup.issuer.createOffer({
      template: 'resident-id',
      claims: residentNumbered(1),
      reference: 'plain',
    })
    await expect(setup.issuer.proveRecords('plain')).rejects.toMatchObject({ code: 'record-unknown' })
  })
})

describe('a crash', () => {
  test('after the batch is stored and before its root is sent leaves the record pending; the next start sends it', async () => {
    const { address } = await seal()
    const before = (await anchorsOnChain()).length
    line = 'dead-before'
    await expect(setup.issuer.anchorRecords()).rejects.toMatchObject({ code: 'publication-failed' })
    expect(await statusOf(address)).toEqual({ state: 'pending' })
    expect(await anchorsOnChain()).toHaveLength(before)

    line = 'up'
    await setup.store.close()
    await setup.restart()
    await setup.issuer.settle()
    expect(await isProvenOnChain(address)).toBe(true)
    expect(await anchorsOnChain()).toHaveLength(before + 1)
  })

  test('after the root is sent and before that is recorded leaves the record pending; the next start sends nothing twice', async () => {
    const { address } = await seal()
    const before = (await anchorsOnChain()).length
    line = 'dead-after'
    await expect(setup.issuer.anchorRecords()).rejects.toMatchObject({ code: 'publication-failed' })
    expect(await anchorsOnChain()).toHaveLength(before + 1)
    expect(await statusOf(address)).toEqual({ state: 'pending' })

    line = 'up'
    await setup.store.close()
    await setup.restart()
    await setup.issuer.settle()
    expect(await isProvenOnChain(address)).toBe(true)
    expect(await anchorsOnChain()).toHaveLength(before + 1)
  })

  test('is no reason to lose records whose epoch was taken meanwhile: they go into the next one', async () => {
    const { address } = await seal()
    line = 'dead-before'
    await expect(setup.issuer.anchorRecords()).rejects.toMatchObject({ code: 'publication-failed' })
    line = 'up'
    const [begun] = await setup.store.database
      .select()
      .from(recordBatches)
      .where(eq(recordBatches.state, 'sending'))
    if (!begun) throw new Error('no batch was begun')
    // As if a copy of the store had anchored something else under this epoch.
    await setup.store.database
      .update(recordBatches)
      .set({ root: new Uint8Array(createHash('sha256').update('another').digest()) })
      .where(eq(recordBatches.epoch, begun.epoch))
    await setup.issuer.settle()
    await setup.store.database
      .update(recordBatches)
      .set({ state: 'sending', root: begun.root })
      .where(eq(recordBatches.epoch, begun.epoch))
    await setup.issuer.anchorRecords()
    expect(await isProvenOnChain(address)).toBe(true)
    expect(await statusOf(address)).toMatchObject({ epoch: begun.epoch + 1 })
  })
})

test('a root that a reorganisation took back is anchored again by upkeep', async () => {
  const { address } = await seal()
  const snapshot = await world.chain.provider.request({ method: 'evm_snapshot' })
  await setup.issuer.anchorRecords()
  expect(await isProvenOnChain(address)).toBe(true)
  await world.chain.provider.request({ method: 'evm_revert', params: [snapshot] })
  expect(await isProvenOnChain(address)).toBe(false)
  await setup.issuer.upkeep()
  expect(await isProvenOnChain(address)).toBe(true)
  expect(setup.events).toContainEqual(expect.objectContaining({ type: 'records-lost' }))
})

test('a changed ciphertext is found by comparing with the chain', async () => {
  const { address } = await seal()
  await setup.issuer.anchorRecords()
  const { database } = setup.store
  const [row] = await database.select().from(sealedRecords).where(eq(sealedRecords.address, address))
  if (!row) throw new Error('the record is gone')
  const changed = Uint8Array.from(row.ciphertext)
  changed[100] = (changed[100] ?? 0) ^ 1
  await database.update(sealedRecords).set({ ciphertext: changed }).where(eq(sealedRecords.id, row.id))
  expect((await setup.issuer.verifyRecords()).broken).toEqual([row.id])
  await database.update(sealedRecords).set({ ciphertext: row.ciphertext }).where(eq(sealedRecords.id, row.id))
  expect((await setup.issuer.verifyRecords()).broken).toEqual([])
})

describe('a ciphertext', () => {
  const published = (address: Uint8Array) =>
    world.chain.escrowRegistry.records({ recordAddress: address, identity: identity() })

  test('goes onto the chain only where the issuer offers it and the holder agrees', async () => {
    const withoutOffer = await seal({ publish: true })
    await setup.issuer.setPublishing(true)
    const withoutConsent = await seal({ publish: false })
    const agreed = await seal({ publish: true })
    expect(await setup.issuer.anchorRecords()).toMatchObject({ published: 1 })
    expect(await published(withoutOffer.address)).toEqual([])
    expect(await published(withoutConsent.address)).toEqual([])
    expect(await published(agreed.address)).toMatchObject([{ ciphertext: agreed.ciphertext }])
    await setup.issuer.setPublishing(false)
    expect(await setup.issuer.anchorRecords()).toMatchObject({ published: 0 })
  })

  test('is not sent twice when the line broke after it was sent', async () => {
    await setup.issuer.setPublishing(true)
    const { address } = await seal({ publish: true })
    await setup.issuer.setPublishing(false)
    line = 'dead-after'
    // First the root, then the ciphertext is lost on its way back.
    await expect(setup.issuer.anchorRecords()).rejects.toMatchObject({ code: 'publication-failed' })
    await expect(setup.issuer.anchorRecords()).rejects.toMatchObject({ code: 'publication-failed' })
    line = 'up'
    expect(await published(address)).toHaveLength(1)
    await setup.issuer.upkeep()
    expect(await published(address)).toHaveLength(1)
    expect((await setup.issuer.summariseRecords()).published).toBe(2)
  })
})
