import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeReplacementFile, parseReplacementFile, type TakePartOptions } from '../../src/index.ts'
import { listShares, loadShare } from '../../src/trustee/share-store.ts'
import { drawn, rules, startTrustees } from './support.ts'

const quick = { pollMilliseconds: 100 }
let world: Awaited<ReturnType<typeof startTrustees>>
let id: string

/** All of them take part. */
async function together(numbers: readonly number[], begin?: TakePartOptions['begin']) {
  const results = await Promise.all(
    numbers.map((number) =>
      world.as(number, (trustee) => trustee.takePart({ ...quick, ...(begin && { begin }) })),
    ),
  )
  return results.map((one) => (one.result === 'done' ? `${one.epoch}.${one.revision}` : one.result))
}

beforeAll(async () => {
  world = await startTrustees(4)
  const trustees = world.addresses.slice(0, 3)
  const made = await world.as(1, (trustee) =>
    trustee.register({ name: 'Harbourtown Court', trustees, threshold: 2, rules }),
  )
  id = made.id
  for (const number of [2, 3]) await world.as(number, (trustee) => trustee.belongTo(id))
  expect(await together([1, 2, 3])).toEqual(['1.0', '1.0', '1.0'])
}, 300_000)
afterAll(() => world?.stop())

const labels = async (number: number) =>
  (await listShares(world.folders[number - 1] as string)).map(
    ({ label }) => `${label.epoch}.${label.revision}`,
  )

describe('trustees over the years', { timeout: 300_000 }, () => {
  it('end what somebody stalls, and begin anew', async () => {
    const { openingRegistry } = world.test.chain
    const stop = new AbortController()
    const stalled = world.as(1, (trustee) =>
      trustee.takePart({ ...quick, begin: 'next-epoch', signal: stop.signal }),
    )
    await expect
      .poll(async () => (await openingRegistry.ceremonies(id, { blocks: 'final' })).length, {
        timeout: 30_000,
      })
      .toBe(2)
    expect(await world.as(2, (trustee) => trustee.abandon())).toBe(2)
    expect(await stalled).toMatchObject({ result: 'aborted', by: 2, guilty: 0, ceremony: 2 })
    expect(await world.as(2, (trustee) => trustee.abandon())).toBeUndefined()
  })

  it('replace one of them, who gets a share of the same key by a refresh', async () => {
    const { openingRegistry } = world.test.chain
    const replacement = world.addresses[3] as string
    const first = await world.as(1, (trustee) => trustee.signReplacement({ trustee: 3, replacement }))
    expect(first.missing).toBe(1)
    await expect(world.as(1, (trustee) => trustee.sendReplacement(first))).rejects.toMatchObject({
      reason: 'not-enough-signers',
    })
    const file = parseReplacementFile(encodeReplacementFile(first))
    if (!file) throw new RangeError('what was written is read')
    const both = await world.as(2, (trustee) => trustee.signReplacement({ trustee: 3, replacement, file }))
    expect(both.missing).toBe(0)
    await world.as(2, (trustee) => trustee.sendReplacement(both))
    await expect(world.as(3, (trustee) => trustee.checkIn())).rejects.toMatchObject({ code: 'not-trustee' })

    const [before] = await openingRegistry.epochs(id)
    await world.as(4, (trustee) => trustee.belongTo(id))
    // Nobody deals to somebody of whom only a node says that it is a trustee.
    await expect(
      world.as(1, (trustee) => trustee.takePart({ ...quick, begin: { refresh: 1 } })),
    ).rejects.toMatchObject({ code: 'trustees-changed' })
    for (const number of [1, 2]) await world.as(number, (trustee) => trustee.belongTo(id))
    expect(await together([1, 2, 4], { refresh: 1 })).toEqual(['1.1', '1.1', '1.1'])
    const [refreshed] = await openingRegistry.refreshes(id)
    if (!before || !refreshed) throw new RangeError('both are on chain')
    // The new one is trustee 3, and shares of before are gone.
    for (const number of [1, 2, 4]) expect(await labels(number)).toEqual(['1.1'])
    const { verificationShares } = refreshed
    const share = await world.as(4, ({ folder }) =>
      loadShare({ folder, passphrase: drawn }, { authority: id, epoch: 1, verificationShares }),
    )
    expect(share).toMatchObject({ index: 3, publicKey: before.key })
  })

  it('rotate to a new key, and destroy shares of the old one only when its time is over', async () => {
    expect(await together([1, 2, 4], 'next-epoch')).toEqual(['2.0', '2.0', '2.0'])
    expect(await labels(1)).toEqual(['1.1', '2.0'])
    expect(await world.as(1, (trustee) => trustee.destroyRetired())).toEqual([])
    expect(await labels(1)).toEqual(['1.1', '2.0'])
    const { provider, openingRegistry } = world.test.chain
    const { retentionSeconds, delaySeconds, lifetimeSeconds } = rules
    const wait = (seconds: number) => provider.request({ method: 'evm_increaseTime', params: [seconds] })
    // A request of the last moment of the retention can still be voted on.
    await wait(retentionSeconds + 60)
    await provider.request({ method: 'anvil_mine', params: ['0x2'] })
    expect(await world.as(1, (trustee) => trustee.destroyRetired())).toEqual([])
    await wait(delaySeconds + lifetimeSeconds)
    await provider.request({ method: 'anvil_mine', params: ['0x2'] })
    expect(await world.as(1, (trustee) => trustee.destroyRetired())).toEqual([
      { epoch: 1, shares: 1, keptParts: [] },
    ])
    expect(await labels(1)).toEqual(['2.0'])
    expect(await openingRegistry.epochKey(id, 1)).toMatchObject({ destroyedBy: [1] })
    expect(await world.as(1, (trustee) => trustee.destroyRetired())).toEqual([])
  })
})
