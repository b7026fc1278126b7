import { randomBytes } from 'node:crypto'
import { connectChain, createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CeremonyProgress, openTrustee, type TakePartOptions } from '../../src/index.ts'
import { keepPart } from '../../src/trustee/kept-part.ts'
import { drawn, rules, startTrustees } from './support.ts'

const some = (length: number) => Uint8Array.from(randomBytes(length))
const numbers = [1, 2, 3]
let world: Awaited<ReturnType<typeof startTrustees>>
let id: string

beforeAll(async () => {
  world = await startTrustees(3)
  const made = await world.as(1, (trustee) =>
    trustee.register({
      ...{ name: 'Harbourtown Court', trustees: world.addresses, threshold: 2 },
      rules: { ...rules, delaySeconds: 0 },
    }),
  )
  id = made.id
  for (const number of [2, 3]) await world.as(number, (trustee) => trustee.belongTo(id))
}, 180_000)
afterAll(() => world?.stop())

/** A network that is not there at first, and breaks whenever something was sent: the answer is lost, and some more. */
function breaking(): typeof fetch {
  let down = 3
  return async (input, init) => {
    if (down-- > 0) throw new TypeError('no connection')
    const response = await fetch(input, init)
    if (!String(init?.body).includes('eth_sendRawTransaction')) return response
    down = 5
    await response.arrayBuffer()
    throw new TypeError('connection lost')
  }
}

/** Until as many ceremonies have begun for good. */
const begun = (count: number) =>
  expect
    .poll(async () => (await world.test.chain.openingRegistry.ceremonies(id, { blocks: 'final' })).length, {
      timeout: 60_000,
    })
    .toBe(count)

describe('a ceremony', { timeout: 240_000 }, () => {
  it('waits for a node that does not answer, says so, and comes to its key', async () => {
    const told: CeremonyProgress['type'][] = []
    const takePart = async (number: number) => {
      const chain = connectChain({ deployment: world.test.deployment, fetch: breaking() })
      const trustee = await openTrustee({
        ...{ folder: world.folders[number - 1] as string, passphrase: drawn, chain, now: () => new Date() },
      })
      try {
        const onProgress: TakePartOptions['onProgress'] = ({ type }) => told.push(type)
        return await trustee.takePart({ pollMilliseconds: 100, onProgress })
      } finally {
        await trustee.close()
        chain.close()
      }
    }
    const results = await Promise.all(numbers.map(takePart))
    for (const result of results) expect(result).toMatchObject({ result: 'done', ceremony: 1, epoch: 1 })
    expect(told.filter((type) => type === 'waits-chain').length).toBeGreaterThan(3 * 4)
    expect(await world.test.chain.openingRegistry.ceremonies(id, { blocks: 'newest' })).toHaveLength(1)
  })

  it('that renews shares is not signed by a trustee whose own vote may still be on its way', async () => {
    const { openingRegistry } = world.test.chain
    const account = createAccount(world.test.fundedSecretKey)
    const { requestId } = await openingRegistry.requestOpening({
      ...{ authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) },
      ...{ requesterKey: some(32), answerTo: 'mailto:court@example', account },
    })
    const refresh = (number: number) =>
      world.as(number, (trustee) => trustee.takePart({ begin: { refresh: 1 }, pollMilliseconds: 100 }))
    // What `approve` leaves when it stops between its part and the answer of the node.
    const part = { requestId, trustee: 1, hash: some(32), sealed: some(400) }
    await world.as(1, ({ folder }) => keepPart(folder, { requestId, epoch: 1, revision: 0 }, part))
    await expect(refresh(1)).rejects.toMatchObject({ code: 'vote-pending' })
    const ended = { result: 'aborted', ceremony: 2, by: 1, guilty: 0 }
    const [second, third, first] = await Promise.all([
      ...[2, 3].map(refresh),
      begun(2).then(() => world.as(1, (trustee) => trustee.takePart({ pollMilliseconds: 100 }))),
    ])
    expect(first).toMatchObject({ ...ended, seen: { fault: 'vote-pending', trustee: 1 } })
    for (const result of [second, third]) expect(result).toMatchObject(ended)
    expect(await openingRegistry.refreshes(id, { blocks: 'newest' })).toEqual([])
    // Its refusal stands for good: the vote that was on its way is none any more.
    await world.as(1, (trustee) => trustee.refuse({ requestId, reason: 'The wrong document.' }))
    const late = { requestId, trustee: 1, partialHash: part.hash }
    const voter = await world.as(1, async ({ folder }) => folder.account)
    const vote = openingRegistry.approveOpening({ ...late, account: voter })
    await expect(vote).rejects.toMatchObject({ reason: 'already-voted' })
    const results = await Promise.all(numbers.map(refresh))
    for (const result of results) expect(result).toMatchObject({ result: 'done', epoch: 1, revision: 1 })
  })

  it('that renews shares ends when somebody approves a request meanwhile, and accuses nobody', async () => {
    const { openingRegistry } = world.test.chain
    const account = createAccount(world.test.fundedSecretKey)
    const { requestId } = await openingRegistry.requestOpening({
      ...{ authority: id, epoch: 1, presentationId: some(32), basisHash: some(32) },
      ...{ requesterKey: some(32), answerTo: 'mailto:court@example', account },
    })
    // As no trustee's program does it.
    const voter = await world.as(3, async ({ folder }) => folder.account)
    const vote = { requestId, trustee: 3, account: voter, partialHash: some(32) }
    let voted: Promise<unknown> | undefined
    const refresh = (number: number) =>
      world.as(number, (trustee) =>
        trustee.takePart({
          ...{ begin: { refresh: 1 }, pollMilliseconds: 100 },
          onProgress: ({ type }) => {
            if (type === 'prepared') voted ??= openingRegistry.approveOpening(vote)
          },
        }),
      )
    const results = await Promise.all(numbers.map(refresh))
    await voted
    for (const result of results) expect(result).toMatchObject({ result: 'aborted', ceremony: 4, guilty: 0 })
    const seen = results.flatMap((result) =>
      result.result === 'aborted' && result.seen ? [result.seen] : [],
    )
    expect(seen).toContainEqual({ fault: 'requests-half-approved', trustee: 0 })
    // The others can still approve with the shares that they have; the next refresh waits for that.
    expect(await openingRegistry.refreshes(id, { blocks: 'newest' })).toHaveLength(1)
    await expect(refresh(1)).rejects.toMatchObject({ code: 'requests-half-approved' })
  })
})
