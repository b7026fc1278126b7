import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rules, startTrustees } from './support.ts'

const sha256 = (octets: Uint8Array) => Uint8Array.from(createHash('sha256').update(octets).digest())

let world: Awaited<ReturnType<typeof startTrustees>>
let id: string

beforeAll(async () => {
  world = await startTrustees(3)
  const trustees = world.addresses
  const made = await world.as(1, (trustee) =>
    trustee.register({ name: 'Harbourtown Court', trustees, threshold: 2, rules }),
  )
  id = made.id
  for (const number of [2, 3]) await world.as(number, (trustee) => trustee.belongTo(id))
}, 180_000)
afterAll(() => world?.stop())

/** Two honest trustees, and a third that sends and signs what it likes in round 2. */
async function withThird(ceremony: number, sign: (content: Uint8Array) => Promise<Uint8Array>) {
  const { openingRegistry } = world.test.chain
  const honest = [1, 2].map((number) =>
    world.as(number, (trustee) => trustee.takePart({ pollMilliseconds: 100 })),
  )
  const content = new TextEncoder().encode('I have no polynomial.')
  const message = Uint8Array.from([...(await sign(content)), ...content])
  await world.as(3, async ({ folder: { account } }) => {
    const from = { id, ceremony, trustee: 3, account }
    const rounds = () => openingRegistry.ceremonies(id, { blocks: 'final' })
    const sent = async (round: number) =>
      (await rounds())[ceremony - 1]?.broadcasts.filter((one) => one.round === round).length
    await expect.poll(() => sent(1), { timeout: 60_000 }).toBe(2)
    await openingRegistry.broadcast({ ...from, round: 1, message: sha256(message) })
    await openingRegistry.broadcast({ ...from, round: 2, message })
  })
  return Promise.all(honest)
}

const signed = (ceremony: number) => (content: Uint8Array) =>
  world.as(3, ({ folder: { account } }) =>
    world.test.chain.openingRegistry.signCeremonyMessage({
      ...{ id, ceremony, round: 2, trustee: 3, messageHash: sha256(content), account },
    }),
  )

describe('a trustee that breaks the rules', { timeout: 240_000 }, () => {
  it('is named by what it signed, to all others, who keep nothing of that ceremony', async () => {
    const results = await withThird(1, signed(1))
    for (const result of results) {
      expect(result).toMatchObject({ result: 'aborted', ceremony: 1, guilty: 3, fault: 'reveal-malformed' })
    }
    for (const folder of world.folders.slice(0, 2)) {
      expect(await readdir(join(folder, 'ceremonies'))).toEqual([])
      expect(await readdir(join(folder, 'shares')).catch(() => [])).toEqual([])
    }
  })

  it('is accused of nothing on chain that it has not signed: each finds it in the log by itself', async () => {
    const results = await withThird(2, async () => new Uint8Array(65))
    const found = { guilty: 3, fault: 'signature-wrong' }
    for (const result of results) expect(result).toMatchObject({ result: 'aborted', ceremony: 2, ...found })
    const [, second] = await world.test.chain.openingRegistry.ceremonies(id, { blocks: 'final' })
    expect(second?.aborted).toMatchObject({ accused: 0, evidence: new Uint8Array() })
  })

  it('does not keep the others from a key, once it plays by the rules', async () => {
    const results = await Promise.all(
      [1, 2, 3].map((number) => world.as(number, (trustee) => trustee.takePart({ pollMilliseconds: 100 }))),
    )
    for (const result of results) expect(result).toMatchObject({ result: 'done', ceremony: 3, epoch: 1 })
  })
})
