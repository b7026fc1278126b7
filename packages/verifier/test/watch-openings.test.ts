import { createHash, randomBytes } from 'node:crypto'
import { type Account, createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import { createMemoryEvidenceStore, type OpeningChange, type OpeningsCursor } from '../src/index.ts'
import { startCourt } from './bound-world.ts'
import { startService, startTestChain, type TestChain, type TestService } from './world.ts'

const random = (length: number) => Uint8Array.from(randomBytes(length))
const hexOf = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`
const sha256 = (text: string) => Uint8Array.from(createHash('sha256').update(text).digest())

let test: TestChain
let court: TestAuthority
let service: TestService
const store = createMemoryEvidenceStore()
const stranger = createAccount(random(32))
const errors: unknown[] = []
const asked: string[] = []
let cutOff = false

beforeAll(async () => {
  test = await startTestChain({ slotsInEpoch: 1 })
  court = await startCourt(test)
  for (const account of [stranger, ...court.accounts]) await fund(account)
  service = await startService(
    { deployment: test.deployment, trustedIssuers: [] },
    {
      evidence: { store, key: random(32), retentionSeconds: 3600 },
      onError: (error) => errors.push(error),
      fetch: async (address, init) => {
        asked.push(String(init?.body))
        if (cutOff) throw new TypeError('the line is down')
        return fetch(address, init)
      },
    },
  )
})
afterAll(async () => {
  await service?.stop()
  await test?.stop()
})

const fund = ({ address }: Account) =>
  test.chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
const finalise = () => test.chain.provider.request({ method: 'anvil_mine', params: ['0x3'] })

/** A presentation of which the service keeps evidence. */
async function kept(): Promise<Uint8Array> {
  const presentationId = random(32)
  await store.add({ id: hexOf(presentationId), expiresAt: 4_000_000_000, sealed: random(100) })
  return presentationId
}

async function request(presentationId: Uint8Array): Promise<string> {
  const { requestId } = await test.chain.openingRegistry.requestOpening({
    account: stranger,
    ...{ authority: court.id, epoch: 1, presentationId },
    basisHash: sha256('a complaint'),
    requesterKey: random(32),
    answerTo: 'holder@court.example',
  })
  return requestId
}

const account = (trustee: number) => court.accounts[trustee - 1] as Account
const approve = (requestId: string, trustee: number) =>
  test.chain.openingRegistry.approveOpening({
    requestId,
    trustee,
    account: account(trustee),
    partialHash: random(32),
  })
const refuse = (requestId: string, trustee: number) =>
  test.chain.openingRegistry.refuseOpening({
    requestId,
    trustee,
    account: account(trustee),
    reasonHash: random(32),
  })
const close = (requestId: string) =>
  test.chain.openingRegistry.closeOpening({ requestId, account: stranger, resultHash: random(32) })

interface Watching {
  readonly cursor?: OpeningsCursor
  readonly presentations?: readonly string[]
  /** Rejects for a change as often as it says. */
  readonly failing?: (change: OpeningChange) => boolean
}

/** Watches one request from a cursor until `count` changes of it were told. */
async function told(requestId: string, count: number, { cursor, presentations, failing }: Watching = {}) {
  const changes: OpeningChange[] = []
  const ending = new AbortController()
  let last: OpeningsCursor = cursor ?? {}
  await service.verifier.watchOpenings({
    signal: AbortSignal.any([ending.signal, AbortSignal.timeout(20_000)]),
    everySeconds: 0.02,
    ...(cursor && { cursor }),
    ...(presentations && { presentations }),
    onChange: async (change, next) => {
      if (change.requestId !== requestId) return
      changes.push(change)
      if (failing?.(change)) throw new RangeError('the service is down')
      last = next
      if (changes.length === count) ending.abort()
    },
  })
  return { changes, cursor: JSON.parse(JSON.stringify(last)) as OpeningsCursor }
}

const short = ({ status, trustee, approvals, refusals }: OpeningChange) =>
  [status, trustee ?? '-', approvals, refusals].join(' ')

describe('a watch over the openings of a service', () => {
  it('tells what a stranger’s request comes to, in its order and by the chain’s words', async () => {
    const presentationId = await kept()
    const requestId = await request(presentationId)
    await approve(requestId, 2)
    await refuse(requestId, 5)
    await approve(requestId, 1)
    await approve(requestId, 4)
    await approve(requestId, 3)
    await close(requestId)
    await finalise()
    const { changes } = await told(requestId, 8)
    expect(changes.map(short)).toEqual([
      'requested - 0 0',
      'approved 2 1 0',
      'refused 5 1 1',
      'approved 1 2 1',
      'approved 4 3 1',
      'openable - 3 1',
      'approved 3 4 1',
      'closed - 4 1',
    ])
    expect(new Set(changes.map(({ id }) => id)).size).toBe(8)
    const [record] = (await test.chain.openingRegistry.openings({ blocks: 'final' })).filter(
      (one) => one.requestId === requestId,
    )
    expect(changes[0]).toEqual({
      id: `${requestId}-1`,
      status: 'requested',
      at: record?.requested.at,
      ...{ approvals: 0, refusals: 0, threshold: 3, requestId },
      presentationId: hexOf(presentationId),
      authority: court.id,
      epoch: 1,
      requester: stranger.address,
      basisHash: hexOf(sha256('a complaint')),
      answerTo: 'holder@court.example',
      opensAt: record?.opensAt,
      expiresAt: record?.expiresAt,
    })
  })

  it('tells nothing before it is final', async () => {
    const requestId = await request(await kept())
    await finalise()
    await approve(requestId, 1)
    const early = await told(requestId, 1)
    expect(early.changes.map(short)).toEqual(['requested - 0 0'])
    const look = AbortSignal.timeout(400)
    const seen: OpeningChange[] = []
    const { verifier } = service
    const onChange = (change: OpeningChange) => void seen.push(change)
    await verifier.watchOpenings({ signal: look, everySeconds: 0.02, cursor: early.cursor, onChange })
    expect(seen.filter((change) => change.requestId === requestId)).toEqual([])
    await finalise()
    const later = await told(requestId, 1, { cursor: early.cursor })
    expect(later.changes.map(short)).toEqual(['approved 1 1 0'])
  })

  it('tells nothing of presentations that are not the service’s, unless they are named', async () => {
    const foreign = random(32)
    const requestId = await request(foreign)
    const mine = await request(await kept())
    await finalise()
    const seen = new Set<string>()
    const ending = new AbortController()
    await service.verifier.watchOpenings({
      signal: ending.signal,
      onChange: (change) => {
        seen.add(change.requestId)
        if (change.requestId === mine) ending.abort()
      },
    })
    expect(seen).not.toContain(requestId)
    const { changes } = await told(requestId, 1, { presentations: [hexOf(foreign)] })
    expect(changes.map(({ status }) => status)).toEqual(['requested'])
  })

  it('tells a change again until it is taken, and goes on from the cursor that was kept', async () => {
    const requestId = await request(await kept())
    await approve(requestId, 1)
    await finalise()
    let failures = 2
    const first = await told(requestId, 3, {
      failing: ({ status }) => status === 'requested' && failures-- > 0,
    })
    expect(first.changes.map(({ id }) => id)).toEqual(Array(3).fill(`${requestId}-1`))
    expect(errors.splice(0)).toEqual(Array(2).fill(new RangeError('the service is down')))
    const second = await told(requestId, 1, { cursor: first.cursor })
    expect(second.changes.map(({ id }) => id)).toEqual([`${requestId}-2`])
    // Whoever lost the later cursor is told the same again.
    expect((await told(requestId, 1, { cursor: first.cursor })).changes).toEqual(second.changes)
    await refuse(requestId, 4)
    await finalise()
    const third = await told(requestId, 1, { cursor: second.cursor })
    expect(third.changes.map(short)).toEqual(['refused 4 1 1'])
  })

  it('tells that a request has expired by the chain’s clock, also after the evidence is gone', async () => {
    const presentationId = await kept()
    const requestId = await request(presentationId)
    await approve(requestId, 1)
    await finalise()
    const { cursor } = await told(requestId, 2)
    await store.removeExpired(new Date(4_000_000_001_000))
    expect(await store.find(hexOf(presentationId))).toBeUndefined()
    await test.chain.provider.request({ method: 'evm_increaseTime', params: [3_601] })
    await finalise()
    await finalise()
    const { changes } = await told(requestId, 1, { cursor })
    expect(changes.map(short)).toEqual(['expired - 1 0'])
    expect(changes[0]?.at).toEqual(changes[0]?.expiresAt)
  })

  it('goes on when the chain was out of reach, and says so to the service alone', async () => {
    const requestId = await request(await kept())
    await finalise()
    cutOff = true
    setTimeout(() => {
      cutOff = false
    }, 200)
    const { changes } = await told(requestId, 1)
    expect(changes).toHaveLength(1)
    expect(errors.splice(0)[0]).toMatchObject({ code: 'chain-unreachable' })
  })

  it('never names a presentation or a request to the node', async () => {
    const presentationId = await kept()
    const requestId = await request(presentationId)
    await finalise()
    asked.length = 0
    await told(requestId, 1)
    const sent = asked.join()
    expect(sent).toContain('eth_getLogs')
    for (const secret of [hexOf(presentationId), requestId]) expect(sent).not.toContain(secret.slice(2))
  })

  it('ends when the verifier is closed, and refuses what is no cursor', async () => {
    const other = await startService({ deployment: test.deployment, trustedIssuers: [] })
    const { signal } = new AbortController()
    const watching = other.verifier.watchOpenings({ signal, everySeconds: 0.02, onChange: () => {} })
    await other.stop()
    await expect(watching).resolves.toBeUndefined()
    const wrong = { signal, onChange: () => {}, cursor: { 'a request': 1 } }
    await expect(service.verifier.watchOpenings(wrong)).rejects.toMatchObject({ code: 'cursor-malformed' })
  })
})
