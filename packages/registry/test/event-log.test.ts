import { type Account, createAccount } from '@velum/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { createOpeningRegistry } from '../src/opening-registry.ts'
import { newAccount } from './accounts.ts'
import { appoint, fund, some } from './openings-world.ts'

let world: TestChain
let authority: string
beforeAll(async () => {
  world = await startTestChain()
  const account = createAccount(world.fundedSecretKey)
  const { id, trustees } = await appoint({ chain: world.chain, account })
  authority = id
  const { openingRegistry } = world.chain
  for (const [index, trustee] of trustees.entries()) {
    await openingRegistry.checkIn({ id, trustee: index + 1, account: trustee })
  }
})
afterAll(() => world?.stop())

/** The node as it answers with or without the times of blocks in its logs, and how it was asked for blocks. */
function watchedRegistry(options: { givesTimes: boolean }) {
  const { provider } = world.chain
  const asked = { blocks: 0, atOnce: 0, logs: [] as { topics: string[] }[] }
  let underWay = 0
  const request = async (call: { method: string; params?: unknown }) => {
    if (call.method === 'eth_getBlockByHash') {
      asked.blocks++
      asked.atOnce = Math.max(asked.atOnce, ++underWay)
    }
    const answer = await provider.request(call as never)
    if (call.method === 'eth_getBlockByHash') underWay--
    if (call.method !== 'eth_getLogs') return answer
    asked.logs.push(...(answer as { topics: string[] }[]))
    return (answer as Record<string, unknown>[]).map(({ blockTimestamp, ...log }) => {
      // As anvil gives it; else the first of the tests below would show nothing.
      expect(blockTimestamp).toMatch(/^0x[0-9a-f]+$/)
      return options.givesTimes ? { ...log, blockTimestamp } : log
    })
  }
  return { asked, registry: createOpeningRegistry(world.deployment, { ...provider, request } as never) }
}

it('asks for no block where the node gives the times with the log', async () => {
  const { asked, registry } = watchedRegistry({ givesTimes: true })
  const plain = watchedRegistry({ givesTimes: false })
  expect(await registry.signsOfLife(authority)).toEqual(await plain.registry.signsOfLife(authority))
  expect(asked.blocks).toBe(0)
})

it('asks for blocks at the same time, and for each once, however often it reads', async () => {
  const { asked, registry } = watchedRegistry({ givesTimes: false })
  expect([...(await registry.signsOfLife(authority)).keys()]).toEqual([1, 2, 3, 4, 5])
  expect(asked).toMatchObject({ blocks: 5, atOnce: 5 })
  await registry.signsOfLife(authority)
  expect(asked.blocks).toBe(5)
})

it('reads no ceremony of another authority for signs of life', async () => {
  const account = createAccount(world.fundedSecretKey)
  const { id, trustees } = await appoint({ chain: world.chain, account, trustees: 1, threshold: 1 })
  const by = { id, trustee: 1, account: trustees[0] as Account }
  const { ceremony } = await world.chain.openingRegistry.beginCeremony({ ...by, epoch: 2 })
  await world.chain.openingRegistry.broadcast({ ...by, ceremony, round: 1, message: some(32) })
  const { asked, registry } = watchedRegistry({ givesTimes: true })
  expect((await registry.signsOfLife(authority)).size).toBe(5)
  expect(asked.logs.map(({ topics }) => topics[1])).toEqual(Array(5).fill(authority))
  expect([...(await registry.signsOfLife(id)).keys()]).toEqual([1])
})

it('reads what is final of requests for openings once, and forgets it when the chain has another past', {
  timeout: 60_000,
}, async () => {
  const finalLater = await startTestChain({ slotsInEpoch: 2 })
  try {
    const { chain, deployment } = finalLater
    const { provider } = chain
    const account = createAccount(finalLater.fundedSecretKey)
    const { id } = await appoint({ chain, account })
    const asked: { fromBlock: string }[] = []
    const request = (call: { method: string; params?: unknown }) => {
      if (call.method === 'eth_getLogs') asked.push(...(call.params as { fromBlock: string }[]))
      return provider.request(call as never)
    }
    const kept = createOpeningRegistry(deployment, { ...provider, request } as never)
    const ask = async () => {
      // Nobody has so many in a period.
      const asking = newAccount()
      await fund(chain, [asking])
      await chain.openingRegistry.requestOpening({
        ...{ account: asking, authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) },
        ...{ requesterKey: some(32), answerTo: 'court@harbour.example' },
      })
    }
    const mine = () => provider.request({ method: 'anvil_mine', params: ['0x1'] })
    /** As one finds it that has read nothing before. */
    const compare = async () => {
      for (const blocks of ['final', 'newest', 'final'] as const) {
        const fresh = createOpeningRegistry(deployment, provider)
        expect(await kept.openings({ blocks })).toEqual(await fresh.openings({ blocks }))
      }
    }
    const counts = async () => [
      (await kept.openings({ blocks: 'final' })).length,
      (await kept.openings({ blocks: 'newest' })).length,
    ]

    await compare()
    for (let i = 0; i < 6; i++) {
      await ask()
      await compare()
    }
    expect(await counts()).toEqual([2, 6])
    // From the block after the final one.
    const before = asked.length
    const final = (await provider.request({
      method: 'eth_getBlockByNumber',
      params: ['finalized', false],
    })) as {
      number: string
    }
    await kept.openings({ blocks: 'newest' })
    const from = asked.slice(before).map(({ fromBlock }) => Number(fromBlock))
    expect(from).toEqual([Number(final.number) + 1])
    // Two at once keep nothing twice.
    await Promise.all([mine(), mine(), mine()])
    const both = await Promise.all([kept.openings({ blocks: 'final' }), kept.openings({ blocks: 'newest' })])
    expect(both.map((records) => records.length)).toEqual([5, 6])

    // Not a reorganisation as there may be: a chain that has never been the other.
    await provider.request({ method: 'anvil_reorg', params: [7, []] })
    await compare()
    for (let i = 0; i < 8; i++) await mine()
    await compare()
    expect((await counts())[1]).toBeLessThan(6)
  } finally {
    await finalLater.stop()
  }
})

it('asks again for what a node gave without its block', async () => {
  let behind = true
  const { chain } = world
  const { provider } = chain
  const account = newAccount()
  await fund(chain, [account])
  await chain.openingRegistry.requestOpening({
    ...{ account, authority, epoch: 1, presentationId: some(32), basisHash: some(32) },
    ...{ requesterKey: some(32), answerTo: 'court@harbour.example' },
  })
  const request = async (call: { method: string; params?: unknown }) => {
    if (behind && call.method === 'eth_getBlockByHash') return null
    const answer = await provider.request(call as never)
    if (call.method !== 'eth_getLogs') return answer
    return (answer as object[]).map((log) => ({ ...log, blockTimestamp: undefined }))
  }
  const kept = createOpeningRegistry(world.deployment, { ...provider, request } as never)
  const all = (await chain.openingRegistry.openings({ blocks: 'final' })).length
  expect(all).toBeGreaterThan(0)
  expect(await kept.openings({ blocks: 'final' })).toHaveLength(0)
  behind = false
  expect(await kept.openings({ blocks: 'final' })).toHaveLength(all)
})
