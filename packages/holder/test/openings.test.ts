import { connectChain } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain } from '../../../e2e/support/chain.ts'
import { appoint, finalise } from '../../registry/test/openings-world.ts'
import { noticed, type OpeningsOffice, some, startOpeningsOffice } from './support/openings-office.ts'

let office: OpeningsOffice
let walletThatShowed: OpeningsOffice['walletThatShowed']
beforeAll(async () => {
  office = await startOpeningsOffice()
  ;({ walletThatShowed } = office)
})
afterAll(() => office?.stop())

const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`

describe('a request to open what this wallet showed', () => {
  test('is followed from the request to the result', async () => {
    const { authority, service, transaction, chain } = office
    const { wallet, presentationId } = await walletThatShowed()
    const requester = await office.newRequester()
    const basisHash = some(32)
    const { requestId, ...made } = await office.request(presentationId, requester, { basisHash })

    const opening = await noticed(wallet)
    const [entry] = await wallet.history.list()
    expect(opening).toEqual({
      requestId,
      presentationId,
      presentation: entry,
      requester: { kind: 'unregistered', account: requester.address, clientIds: [] },
      basisHash: hex(basisHash),
      answerTo: {
        text: 'https://service.example/objections',
        href: 'https://service.example/objections',
      },
      authorityId: authority.id,
      epoch: 1,
      authority: { id: authority.id, name: 'Harbourtown Court', threshold: 2, trustees: 3, epoch: 1 },
      fits: true,
      requested: {
        block: made.blockNumber,
        blockHash: made.blockHash,
        transactionHash: made.transactionHash,
        at: opening.opensAt,
      },
      opensAt: expect.stringMatching(/Z$/),
      expiresAt: new Date(new Date(opening.opensAt).getTime() + 3_600_000).toISOString(),
      approvals: [],
      refusals: [],
      state: 'requested',
      noticedAt: expect.stringMatching(/Z$/),
      news: true,
      chainId: 31_337,
      registry: chain.deployment.contracts.openingRegistry,
    })
    expect(opening.presentation).toMatchObject({ verifier: { host: service.host }, transaction })
    expect(structuredClone(opening)).toEqual(opening)

    await office.approve(requestId, 3)
    const approved = await noticed(wallet)
    expect(approved).toMatchObject({ state: 'approved', noticedAt: opening.noticedAt })
    expect(approved.approvals).toMatchObject([{ trustee: 3, account: authority.accounts[2]?.address }])
    await office.refuse(requestId, 2)
    expect(await noticed(wallet)).toMatchObject({ state: 'approved', refusals: [{ trustee: 2 }] })
    await office.approve(requestId, 1)
    expect(await noticed(wallet)).toMatchObject({ state: 'openable' })
    const closed = await office.close(requestId, requester)
    expect(await noticed(wallet)).toMatchObject({
      state: 'opened',
      result: {
        resultHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
        transactionHash: closed.transactionHash,
      },
    })
  })

  test('that too many trustees refuse is said to be refused', async () => {
    const { wallet, presentationId } = await walletThatShowed()
    const { requestId } = await office.request(presentationId, await office.newRequester())
    await office.refuse(requestId, 1)
    expect(await noticed(wallet)).toMatchObject({ state: 'requested', refusals: [{ trustee: 1 }] })
    await office.refuse(requestId, 2)
    expect(await noticed(wallet)).toMatchObject({ state: 'refused' })
  })

  test('expires, but what enough trustees agreed to can be opened for ever', async () => {
    const { wallet, presentationId, reopen } = await walletThatShowed()
    const { requestId } = await office.request(presentationId, await office.newRequester())
    const { expiresAt } = await noticed(wallet)
    const after = await reopen({ now: () => new Date(expiresAt) })
    expect(await noticed(after)).toMatchObject({ state: 'expired' })
    await office.approve(requestId, 1)
    await office.approve(requestId, 2)
    expect(await noticed(after)).toMatchObject({ state: 'openable' })
  })

  test('says who asks: the service itself, another one, or nobody that the register names', async () => {
    const { service } = office
    const own = `decentralized_identifier:${service.did}`
    const other = 'decentralized_identifier:did:web:other.example'
    const [before, account, stranger] = [
      await office.newRequester(),
      await office.newRequester(),
      await office.newRequester(),
    ]
    await office.registerVerifier(own, before)
    await office.registerVerifier(own, account)
    await office.registerVerifier(other, stranger)

    const kinds = new Map<string, unknown>()
    for (const asking of [account, stranger, before]) {
      const { wallet, presentationId } = await walletThatShowed()
      await office.request(presentationId, asking)
      kinds.set(asking.address, (await noticed(wallet)).requester)
    }
    const requester = (kind: string, { address }: typeof account, clientIds: string[]) => [
      address,
      { kind, account: address, clientIds },
    ]
    expect([...kinds]).toEqual([
      requester('audience', account, [own]),
      requester('other-service', stranger, [other]),
      requester('unregistered', before, []),
    ])

    // What held when it asked counts.
    const { wallet, presentationId } = await walletThatShowed()
    await office.request(presentationId, account)
    await office.withdrawVerifier(own)
    expect(await noticed(wallet)).toMatchObject({ requester: { kind: 'audience' } })
  })

  test('counts once it is final', async () => {
    const slow = await startTestChain({ slotsInEpoch: 1 })
    try {
      const { presentationId, reopen } = await walletThatShowed()
      const wallet = await reopen({ chain: slow.chain })
      const requester = await office.newRequester()
      await slow.chain.provider.request({
        method: 'anvil_setBalance',
        params: [requester.address, '0x3635c9adc5dea00000'],
      })
      const { id } = await appoint({ chain: slow.chain, account: requester })
      await finalise(slow.chain)
      await slow.chain.openingRegistry.requestOpening({
        ...{ authority: id, epoch: 1, account: requester, answerTo: 'by post' },
        ...{ basisHash: some(32), requesterKey: some(32) },
        presentationId: Uint8Array.from(Buffer.from(presentationId.slice(2), 'hex')),
      })
      await wallet.openings.check()
      expect((await wallet.openings.list()).openings).toEqual([])
      await finalise(slow.chain)
      const opening = await noticed(wallet)
      // Not the authority that could open it.
      expect(opening).toMatchObject({ state: 'requested', authorityId: id, fits: false })
      expect(opening.authority).toBeUndefined()
    } finally {
      await slow.stop()
    }
  })
})

describe('what the holder has seen', () => {
  test('is news no more until something is new', async () => {
    const { wallet, presentationId } = await walletThatShowed()
    const { requestId } = await office.request(presentationId, await office.newRequester())
    const first = await noticed(wallet)
    await wallet.openings.acknowledge(first)
    expect(await noticed(wallet)).toMatchObject({ news: false })
    await office.approve(requestId, 1)
    expect(await noticed(wallet)).toMatchObject({ news: true })
    // What was on the screen is acknowledged, not what came since.
    await wallet.openings.acknowledge(first)
    const second = await noticed(wallet)
    expect(second.news).toBe(true)
    await wallet.openings.acknowledge(second)
    expect((await noticed(wallet)).news).toBe(false)
    await expect(wallet.openings.acknowledge({ ...first, requestId: hex(some(32)) })).rejects.toMatchObject({
      code: 'opening-not-found',
    })
  })

  test('comes along into a restored wallet, which goes on watching', async () => {
    const { wallet, presentationId, restore } = await walletThatShowed()
    const other = await restore()
    const { requestId } = await office.request(presentationId, await office.newRequester())
    expect(await noticed(other)).toMatchObject({ requestId, presentationId, news: true })

    await wallet.openings.acknowledge(await noticed(wallet))
    const later = await restore()
    expect((await later.openings.list()).openings).toMatchObject([{ requestId, news: false }])
    await office.approve(requestId, 2)
    expect(await noticed(later)).toMatchObject({ state: 'approved', news: true })
  })
})

describe('a reorganisation', () => {
  test('takes back a vote and the request, which come again', async () => {
    const { wallet, presentationId } = await walletThatShowed()
    const requester = await office.newRequester()
    const basisHash = some(32)
    const { requestId } = await office.request(presentationId, requester, { basisHash })
    await office.approve(requestId, 1)
    await office.approve(requestId, 2)
    await office.close(requestId, requester)
    const opened = await noticed(wallet)
    expect(opened.state).toBe('opened')
    await wallet.openings.acknowledge(opened)

    await office.reorganise(1)
    const openable = await noticed(wallet)
    expect(openable).toMatchObject({ state: 'openable', takenBack: { what: 'result' }, news: true })
    expect(openable.result).toBeUndefined()
    await office.reorganise(2)
    expect(await noticed(wallet)).toMatchObject({ state: 'approved', takenBack: { what: 'vote' } })
    await office.reorganise(4)
    const vanished = await noticed(wallet)
    expect(vanished).toMatchObject({ state: 'vanished', takenBack: { what: 'request' }, news: true })

    expect((await office.request(presentationId, requester, { basisHash })).requestId).toBe(requestId)
    const again = await noticed(wallet)
    expect(again).toMatchObject({ state: 'requested', noticedAt: opened.noticedAt })
  })

  test('is not taken for one when the node merely knows less than before', async () => {
    const { wallet, presentationId } = await walletThatShowed()
    await office.request(presentationId, await office.newRequester())
    await noticed(wallet)
    await office.chain.chain.provider.request({ method: 'anvil_rollback', params: [1] })
    expect(await noticed(wallet)).toMatchObject({ state: 'requested' })
    expect((await wallet.openings.list()).nodeBehind).toBe(true)
    await office.request(hex(some(32)), await office.newRequester())
    expect(await noticed(wallet)).toMatchObject({ state: 'vanished' })
    expect((await wallet.openings.list()).nodeBehind).toBe(false)
  })
})

describe('the watch', () => {
  test('is silent about what concerns others, and asks the same whether anything concerns it or not', async () => {
    const concerned = await walletThatShowed()
    const unconcerned = await walletThatShowed()
    for (let others = 0; others < 12; others += 1)
      await office.request(hex(some(32)), await office.newRequester())
    await office.request(concerned.presentationId, await office.newRequester())

    async function asked({ reopen }: typeof concerned) {
      const bodies: unknown[] = []
      const listening: typeof fetch = (input, init) => {
        const { id: _, ...body } = JSON.parse(String(init?.body))
        bodies.push(body)
        return fetch(input, init)
      }
      const { deployment } = office.chain
      const wallet = await reopen({ chain: connectChain({ deployment, fetch: listening }) })
      await wallet.openings.check()
      return { bodies: bodies.map((body) => JSON.stringify(body)).sort(), list: await wallet.openings.list() }
    }
    const first = await asked(concerned)
    const second = await asked(unconcerned)
    expect(first.list).toMatchObject({ watched: 1, openings: [{ presentationId: concerned.presentationId }] })
    expect(second.list).toMatchObject({ watched: 1, openings: [], checkedAt: expect.any(String) })
    expect(first.bodies.length).toBeGreaterThan(3)
    expect(first.bodies).toEqual(second.bodies)
  })

  test('asks nothing where nothing was shown, and keeps what it knows when nobody answers', async () => {
    const { reopen, wallet, presentationId } = await walletThatShowed()
    const silent = connectChain({
      deployment: office.chain.deployment,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    })
    const nothingShown = await (await office.walletWithRecord()).reopen({ chain: silent })
    await nothingShown.openings.check()
    expect(await nothingShown.openings.list()).toEqual({ openings: [], watched: 0, nodeBehind: false })

    await office.request(presentationId, await office.newRequester())
    const before = await noticed(wallet)
    const offline = await reopen({ chain: silent })
    await expect(offline.openings.check()).rejects.toMatchObject({ code: 'chain-unreachable' })
    expect((await offline.openings.list()).openings).toEqual([before])
  })
})

test('what somebody wrote as the way to answer is never more than text, an https address or a mail address', async () => {
  const { wallet, presentationId } = await walletThatShowed()
  const written: Record<string, { text: string; href?: string }> = {
    'https://court.example/answers?case=7': {
      text: 'https://court.example/answers?case=7',
      href: 'https://court.example/answers?case=7',
    },
    'mailto:clerk@court.example': { text: 'clerk@court.example', href: 'mailto:clerk@court.example' },
    'clerk@court.example': { text: 'clerk@court.example', href: 'mailto:clerk@court.example' },
    'Harbour Court, 1 Quay Street': { text: 'Harbour Court, 1 Quay Street' },
    'http://court.example/': { text: 'http://court.example/' },
    'javascript:alert(1)//https://court.example': { text: 'javascript:alert(1)//https://court.example' },
    'data:text/html,<script>alert(1)</script>': { text: 'data:text/html,<script>alert(1)</script>' },
    'https://court.example@evil.example/': { text: 'https://court.example@evil.example/' },
    'https://сourt.example/': { text: 'https://сourt.example/' },
    'https:\\\\evil.example': { text: 'https:\\\\evil.example' },
    'https://court.example/\u202Egpj.exe': { text: 'https://court.example/\uFFFDgpj.exe' },
    'by post\n\nYour wallet: enter your passphrase': {
      text: 'by post\uFFFD\uFFFDYour wallet: enter your passphrase',
    },
    'mailto:clerk@court.example?bcc=thief@evil.example': {
      text: 'mailto:clerk@court.example?bcc=thief@evil.example',
    },
    'mailto:clerk%0Abcc@court.example': { text: 'mailto:clerk%0Abcc@court.example' },
  }
  const requester = await office.newRequester()
  for (const answerTo of Object.keys(written)) await office.request(presentationId, requester, { answerTo })
  await wallet.openings.check()
  const { openings } = await wallet.openings.list()
  const byText = (left: { text: string }, right: { text: string }) => (left.text < right.text ? -1 : 1)
  expect(openings.map(({ answerTo }) => answerTo).sort(byText)).toEqual(Object.values(written).sort(byText))
})

// The last one: whoever collects a card afterwards has it sealed for the new key.
test('a request about a key that the presentation was not sealed for is said to be in vain', async () => {
  const { wallet, presentationId } = await walletThatShowed()
  await office.authority.renew()
  await office.request(presentationId, await office.newRequester(), { epoch: 2 })
  expect(await noticed(wallet)).toMatchObject({ epoch: 2, fits: false })
})
