import { type Account, createAccount, type OpeningRecord } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { newAccount } from './accounts.ts'
import { codeOf } from './code-of.ts'
import { appoint, finalise, fund, later, some } from './openings-world.ts'

let world: TestChain
let account: Account
beforeAll(async () => {
  // Finality two blocks behind: what is final and what is newest differ.
  world = await startTestChain({ slotsInEpoch: 1 })
  account = createAccount(world.fundedSecretKey)
})
afterAll(() => world?.stop())

const opening = () => world.chain.openingRegistry

async function setUp(options: { delaySeconds?: number; threshold?: number } = {}) {
  const authority = await appoint({ chain: world.chain, account, ...options })
  const requester = newAccount()
  await fund(world.chain, [requester])
  const asked = {
    authority: authority.id as string,
    epoch: 1,
    presentationId: some(32),
    basisHash: some(32),
    requesterKey: some(32),
    answerTo: 'https://shop.example/objections · 申诉',
  }
  return { ...authority, requester, asked }
}

const recordOf = async (requestId: string, blocks: 'final' | 'newest' = 'newest') =>
  (await opening().openings({ blocks })).find((record) => record.requestId === requestId) as OpeningRecord

describe('an opening', () => {
  it('is asked for, voted on and closed, all in the log, for less than 500,000 gas', async () => {
    const { id, trustees, requester, asked } = await setUp()
    const requestId = opening().openingRequestId({ ...asked, requester: requester.address })
    const made = await opening().requestOpening({ ...asked, account: requester })
    expect(made.requestId).toBe(requestId)

    const partialHashes = [some(32), some(32), some(32)] as const
    const receipts = [made]
    for (const [index, partialHash] of partialHashes.entries()) {
      const vote = { requestId, trustee: index + 1, account: trustees[index] as Account }
      receipts.push({ ...(await opening().approveOpening({ ...vote, partialHash })), requestId })
    }
    const reasonHash = some(32)
    const fourth = trustees[3] as Account
    await opening().refuseOpening({ requestId, trustee: 4, account: fourth, reasonHash })
    const resultHash = some(32)
    const closed = await opening().closeOpening({ requestId, resultHash, account: requester })

    const place = (at: { blockNumber: number; blockHash: string; transactionHash: string }) => ({
      blockNumber: at.blockNumber,
      blockHash: at.blockHash,
      transactionHash: at.transactionHash,
      at: expect.any(Date),
    })
    const { requesterKey, answerTo, presentationId, basisHash } = asked
    const record = await recordOf(requestId)
    expect(record).toEqual({
      requestId,
      authority: id,
      epoch: 1,
      requester: requester.address,
      presentationId,
      basisHash,
      requesterKey,
      answerTo,
      requested: place(made),
      opensAt: record.requested.at,
      expiresAt: new Date(record.requested.at.getTime() + 600_000),
      approvals: partialHashes.map((partialHash, i) => ({
        trustee: i + 1,
        account: trustees[i]?.address,
        partialHash,
        place: place(receipts[i + 1] as typeof made),
      })),
      refusals: [{ trustee: 4, account: fourth.address, reasonHash, place: expect.anything() }],
      closed: { resultHash, place: place(closed) },
    })

    const gas = [...receipts, closed].reduce((sum, { gasUsed }) => sum + gasUsed, 0)
    console.log(`request + 3 approvals + close: ${gas} gas`)
    expect(gas).toBeLessThan(500_000)
  })

  it('is listed for its authority, or among all', async () => {
    const [one, other] = [await setUp(), await setUp()]
    for (const { asked, requester } of [one, other]) {
      await opening().requestOpening({ ...asked, account: requester })
    }
    const own = await opening().openings({ blocks: 'newest', authority: one.id })
    expect(own.map(({ authority }) => authority)).toEqual([one.id])
    const all = await opening().openings({ blocks: 'newest' })
    expect(all.map(({ authority }) => authority)).toEqual(expect.arrayContaining([one.id, other.id]))
  })

  it('is asked for once, within the quota, of an epoch that there is, with a way to answer', async () => {
    const { asked, requester } = await setUp()
    const ask = (change: object) =>
      opening().requestOpening({ ...asked, account: requester, basisHash: some(32), ...change })
    await ask({ basisHash: asked.basisHash })
    await expect(ask({ basisHash: asked.basisHash })).rejects.toMatchObject({ reason: 'already-requested' })
    await expect(ask({ epoch: 2 })).rejects.toMatchObject({ reason: 'unknown-epoch' })
    await expect(ask({ answerTo: '' })).rejects.toMatchObject({ reason: 'invalid-answer' })
    await expect(ask({ answerTo: '申'.repeat(86) })).rejects.toMatchObject({ reason: 'invalid-answer' })
    await ask({ answerTo: '申'.repeat(85) })
    await ask({})
    await expect(ask({})).rejects.toMatchObject({ code: 'change-refused', reason: 'quota-used-up' })
  })

  it('is approved after the delay and before it expires, by trustees, once each', async () => {
    const { trustees, requester, asked } = await setUp({ delaySeconds: 300 })
    const { requestId } = await opening().requestOpening({ ...asked, account: requester })
    const approve = (trustee: number, by = trustees[trustee - 1] as Account) =>
      opening().approveOpening({ requestId, trustee, account: by, partialHash: some(32) })
    const refuse = (trustee: number) =>
      opening().refuseOpening({
        requestId,
        trustee,
        account: trustees[trustee - 1] as Account,
        reasonHash: some(32),
      })
    await expect(approve(1)).rejects.toMatchObject({ reason: 'not-yet-open' })
    await refuse(5)
    await later(world.chain, 301)
    await approve(1)
    await expect(approve(1)).rejects.toMatchObject({ reason: 'already-voted' })
    await expect(approve(5)).rejects.toMatchObject({ reason: 'already-voted' })
    await expect(approve(2, trustees[2])).rejects.toMatchObject({ reason: 'not-trustee' })
    await later(world.chain, 600)
    await expect(approve(2)).rejects.toMatchObject({ reason: 'request-expired' })
    await expect(refuse(2)).rejects.toMatchObject({ reason: 'request-expired' })
    const record = await recordOf(requestId)
    expect(record.approvals.map(({ trustee }) => trustee)).toEqual([1])
    expect(record.refusals.map(({ trustee }) => trustee)).toEqual([5])
    expect(record.closed).toBeUndefined()
  })

  it('is closed by its requester, with a threshold, once', async () => {
    const { trustees, requester, asked } = await setUp({ threshold: 1 })
    const { requestId } = await opening().requestOpening({ ...asked, account: requester })
    const close = (by = requester, resultHash = some(32)) =>
      opening().closeOpening({ requestId, resultHash, account: by })
    await expect(close()).rejects.toMatchObject({ reason: 'not-enough-approvals' })
    const vote = { requestId, trustee: 1, account: trustees[0] as Account, partialHash: some(32) }
    await opening().approveOpening(vote)
    await expect(close(trustees[0])).rejects.toMatchObject({ reason: 'not-requester' })
    await expect(close(requester, new Uint8Array(32))).rejects.toMatchObject({ reason: 'empty-result' })
    await close()
    await expect(close()).rejects.toMatchObject({ reason: 'already-closed' })
    const unknown = { requestId: `0x${'12'.repeat(32)}`, resultHash: some(32), account: requester }
    await expect(opening().closeOpening(unknown)).rejects.toMatchObject({ reason: 'unknown-request' })
  })

  it('is not made up of approvals of several requests', async () => {
    const { trustees, requester, asked } = await setUp()
    const ask = async () =>
      (await opening().requestOpening({ ...asked, basisHash: some(32), account: requester })).requestId
    const approve = (requestId: string, trustee: number) =>
      opening().approveOpening({
        requestId,
        trustee,
        account: trustees[trustee - 1] as Account,
        partialHash: some(32),
      })
    const [one, other] = [await ask(), await ask()]
    await approve(one, 1)
    await approve(one, 2)
    await expect(approve(other, 4)).rejects.toMatchObject({ reason: 'approved-elsewhere' })
    await approve(other, 1)
    await approve(other, 2)
    await approve(other, 4)
    expect((await recordOf(other)).approvals.map(({ trustee }) => trustee)).toEqual([1, 2, 4])
  })

  it('of a retired epoch is refused, and its shares are then destroyed', async () => {
    const { id, trustees, requester, asked, publish } = await setUp()
    const destroy = () =>
      opening().attestDestroyed({ id, epoch: 1, trustee: 2, account: trustees[1] as Account })
    await publish(2)
    await expect(destroy()).rejects.toMatchObject({ reason: 'epoch-not-retired' })
    await later(world.chain, 3_601)
    const late = opening().requestOpening({ ...asked, account: requester })
    await expect(late).rejects.toMatchObject({ reason: 'epoch-retired' })
    await expect(destroy()).rejects.toMatchObject({ reason: 'epoch-not-retired' })
    await later(world.chain, 600)
    await destroy()
    await expect(destroy()).rejects.toMatchObject({ reason: 'already-attested' })
    expect(await opening().epochKey(id, 1)).toMatchObject({ destroyedBy: [2] })
    expect(await opening().destructions(id)).toMatchObject([{ epoch: 1, trustee: 2 }])
  })

  it('is not asked for, or voted on, in a wrong form', async () => {
    const { requester, asked } = await setUp()
    const request = { ...asked, account: requester }
    const vote = { requestId: `0x${'12'.repeat(32)}`, trustee: 1, partialHash: some(32), account: requester }
    for (const wrong of [
      () => opening().requestOpening({ ...request, presentationId: some(31) }),
      () => opening().requestOpening({ ...request, requesterKey: some(33) }),
      () => opening().requestOpening({ ...request, epoch: 0 }),
      () => opening().requestOpening({ ...request, authority: '0x12' }),
      () => opening().approveOpening({ ...vote, trustee: 0 }),
      () => opening().approveOpening({ ...vote, trustee: 65 }),
      () => opening().approveOpening({ ...vote, partialHash: some(20) }),
    ]) {
      expect(await codeOf(wrong)).toBe('invalid-change')
    }
  })
})

describe('a reorganisation', () => {
  it('takes a request away that was not final, and none that was', async () => {
    const { trustees, requester, asked } = await setUp()
    const first = await opening().requestOpening({ ...asked, account: requester })
    expect(await recordOf(first.requestId)).toBeDefined()
    expect(await recordOf(first.requestId, 'final')).toBeUndefined()
    await finalise(world.chain)
    expect(await recordOf(first.requestId, 'final')).toMatchObject({ requester: requester.address })

    const basisHash = some(32)
    const second = await opening().requestOpening({ ...asked, basisHash, account: requester })
    const vote = { requestId: first.requestId, trustee: 1, account: trustees[0] as Account }
    await opening().approveOpening({ ...vote, partialHash: some(32) })
    expect(await recordOf(second.requestId)).toBeDefined()

    await world.chain.provider.request({ method: 'anvil_reorg', params: [2, []] })
    expect(await recordOf(second.requestId)).toBeUndefined()
    const kept = await recordOf(first.requestId)
    expect(kept.requested.transactionHash).toBe(first.transactionHash)
    expect(kept.approvals).toEqual([])

    // What was taken away can be done again: nobody's vote, quota or request is used up by it.
    const again = await opening().requestOpening({ ...asked, basisHash, account: requester })
    expect(again.requestId).toBe(second.requestId)
    await opening().approveOpening({ ...vote, partialHash: some(32) })
    await finalise(world.chain)
    expect(await recordOf(second.requestId, 'final')).toMatchObject({
      requested: { blockHash: again.blockHash },
    })
    expect((await recordOf(first.requestId, 'final')).approvals).toHaveLength(1)
  })
})

describe('a handover', () => {
  it('counts for one opener, one presentation, one authority, and until its end', async () => {
    const [service, opener] = [newAccount(), newAccount()]
    const until = new Date('2030-01-01T00:00:00Z')
    const handover = {
      authority: `0x${'12'.repeat(32)}`,
      presentationId: some(32),
      opener: opener.address as string,
      until,
    }
    const signature = await opening().signHandover({ ...handover, account: service })
    const now = new Date('2029-12-31T23:59:59Z')
    const signed = { ...handover, signature, service: service.address, now }
    expect(opening().checkHandover(signed)).toBe(true)
    for (const change of [
      { authority: `0x${'13'.repeat(32)}` },
      { presentationId: some(32) },
      { opener: newAccount().address },
      { until: new Date(until.getTime() + 1000) },
      { service: opener.address },
      { now: until },
      { until: new Date(until.getTime() + 900), now: until },
      { signature: some(65) },
      { signature: some(12) },
    ]) {
      expect(opening().checkHandover({ ...signed, ...change })).toBe(false)
    }
  })
})
