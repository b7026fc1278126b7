import { createHash, randomBytes } from 'node:crypto'
import { type Account, maxPublishedRecordBytes, type SignAnchorRecordsOptions } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'

let world: TestChain
beforeAll(async () => {
  world = await startTestChain()
})
afterAll(() => world?.stop())

const inAnHour = () => new Date(Date.now() + 3_600_000)
const some = (length: number) => Uint8Array.from(randomBytes(length))
const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest())
const escrow = () => world.chain.escrowRegistry

type Batch = { account: Account } & Partial<SignAnchorRecordsOptions>

async function anchor({ account, ...batch }: Batch) {
  const whole = {
    identity: account.address,
    epoch: 1,
    root: some(32),
    count: 1000,
    deadline: inAnHour(),
    ...batch,
  }
  return world.chain.send(await escrow().signAnchorRecords({ account, ...whole }))
}

async function publish(account: Account, record: { ciphertext: Uint8Array; recordAddress?: Uint8Array }) {
  const whole = { identity: account.address, recordAddress: some(32), deadline: inAnHour(), ...record }
  return world.chain.send(await escrow().signPublishRecord({ account, ...whole }))
}

describe('a batch of sealed records', () => {
  it('is anchored by its issuer’s signature, which the relayer sends', async () => {
    const account = newAccount()
    const [first, second] = [some(32), some(32)]
    expect(await escrow().newest(account.address)).toBeUndefined()
    await anchor({ account, epoch: 1, root: first, count: 3 })
    const { blockNumber } = await anchor({ account, epoch: 5, root: second, count: 1000 })
    const block = (await world.chain.provider.request({
      method: 'eth_getBlockByNumber',
      params: [`0x${blockNumber.toString(16)}`, false],
    })) as { timestamp: string }

    const { address: identity } = account
    const anchoredAt = new Date(Number(block.timestamp) * 1000)
    expect(await escrow().newest(identity)).toEqual({ epoch: 5, anchoredAt })
    expect(await escrow().batch({ identity, epoch: 1 })).toMatchObject({ root: first, count: 3 })
    expect(await escrow().batch({ identity, epoch: 5 })).toMatchObject({ root: second, count: 1000 })
    expect(await escrow().batch({ identity, epoch: 2 })).toBeUndefined()
    expect(await escrow().batch({ identity: newAccount().address, epoch: 1 })).toBeUndefined()
    expect(await escrow().batches(identity)).toMatchObject([
      { epoch: 1, root: first, count: 3 },
      { epoch: 5, root: second, count: 1000 },
    ])
  })

  it('of a thousand costs at most 100,000 gas, the first of an issuer and the later ones', async () => {
    const account = newAccount()
    for (const epoch of [1, 2]) {
      const { gasUsed } = await anchor({ account, epoch, count: 1000 })
      expect(gasUsed).toBeLessThanOrEqual(100_000)
    }
  })

  it.each<[string, Partial<Batch>, string]>([
    ['by somebody else', { identity: newAccount().address }, 'not-authorized'],
    ['with a root of nothing', { root: new Uint8Array(32) }, 'empty-batch'],
    ['after the deadline', { deadline: new Date(Date.now() - 3_600_000) }, 'signature-expired'],
  ])('is refused %s', async (_, batch, reason) => {
    const attempt = anchor({ account: newAccount(), ...batch })
    await expect(attempt).rejects.toMatchObject({ code: 'change-refused', reason })
  })

  it('does not replace one that is anchored', async () => {
    const account = newAccount()
    const root = some(32)
    await anchor({ account, epoch: 4, root })
    for (const epoch of [4, 3]) {
      await expect(anchor({ account, epoch })).rejects.toMatchObject({ reason: 'epoch-not-rising' })
    }
    expect(await escrow().batches(account.address)).toMatchObject([{ epoch: 4, root }])
  })

  it.each([
    ['epoch zero', { epoch: 0 }],
    ['no record', { count: 0 }],
    ['a root of another length', { root: new Uint8Array(31) }],
  ])('with %s is not signed', async (_, batch) => {
    expect(await codeOf(() => anchor({ account: newAccount(), ...batch }))).toBe('invalid-change')
  })
})

describe('a sealed record', () => {
  it('is published by its issuer’s signature and found by its address', async () => {
    const [account, other] = [newAccount(), newAccount()]
    const recordAddress = some(32)
    const [first, second, foreign] = [some(1040), some(1040), some(1040)]
    await publish(account, { ciphertext: first, recordAddress })
    await publish(account, { ciphertext: some(1040) })
    await publish(account, { ciphertext: second, recordAddress })
    await publish(other, { ciphertext: foreign, recordAddress })

    const { address: identity } = account
    expect(await escrow().records({ recordAddress, identity })).toMatchObject([
      { identity, recordAddress, ciphertext: first },
      { identity, recordAddress, ciphertext: second },
    ])
    expect(await escrow().records({ recordAddress })).toHaveLength(3)
    expect(await escrow().records({ recordAddress: some(32) })).toEqual([])
    expect(await escrow().isPublished({ identity, ciphertextHash: sha256(second) })).toBe(true)
    expect(await escrow().isPublished({ identity, ciphertextHash: sha256(foreign) })).toBe(false)
  })

  it('is published once, however often its signature is sent', async () => {
    const account = newAccount()
    const ciphertext = some(100)
    await publish(account, { ciphertext })
    await expect(publish(account, { ciphertext })).rejects.toMatchObject({ reason: 'already-published' })
  })

  it('of 8 KiB is sent by the relayer, and no longer one is signed', async () => {
    const account = newAccount()
    const { gasUsed } = await publish(account, { ciphertext: some(maxPublishedRecordBytes) })
    expect(gasUsed).toBeLessThan(500_000)
    for (const size of [0, maxPublishedRecordBytes + 1]) {
      expect(await codeOf(() => publish(account, { ciphertext: some(size) }))).toBe('invalid-change')
    }
  })

  it('is not taken from somebody else', async () => {
    const record = { identity: newAccount().address, recordAddress: some(32), ciphertext: some(10) }
    const change = await escrow().signPublishRecord({
      ...record,
      account: newAccount(),
      deadline: inAnHour(),
    })
    await expect(world.chain.send(change)).rejects.toMatchObject({ reason: 'not-authorized' })
  })
})
