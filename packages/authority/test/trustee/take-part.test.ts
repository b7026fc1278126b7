import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decryptShare, verifyCeremony } from '../../src/index.ts'
import { drawn, rules, startTrustees } from './support.ts'

let world: Awaited<ReturnType<typeof startTrustees>>
let id: string

beforeAll(async () => {
  world = await startTrustees(5)
  const { addresses, as } = world
  const made = await as(1, (trustee) =>
    trustee.register({ name: 'Harbourtown Court', trustees: addresses, threshold: 3, rules }),
  )
  expect(made.trustee).toBe(1)
  id = made.id
  for (const number of [2, 3, 4, 5]) await as(number, (trustee) => trustee.belongTo(id))
}, 120_000)
afterAll(() => world?.stop())

describe('five trustees, each with a folder of its own', () => {
  it('generate a key over the chain, and each keeps its share of it', { timeout: 180_000 }, async () => {
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        world.as(number, (trustee) => trustee.takePart({ pollMilliseconds: 100 })),
      ),
    )
    const { openingRegistry } = world.test.chain
    const [published] = await openingRegistry.epochs(id)
    for (const [i, result] of results.entries()) {
      if (result.result !== 'done') throw new RangeError(`trustee ${i + 1}: ${result.result}`)
      expect(result).toMatchObject({ epoch: 1, revision: 0, ceremony: 1, publicKey: published?.key })
      const found = await decryptShare(await readFile(result.file), drawn)
      if (!found.decrypted) throw new RangeError(found.fault)
      expect(found.label).toEqual({ authority: id, epoch: 1, revision: 0, trustee: i + 1 })
      expect(found.share.verificationShares).toEqual(published?.verificationShares)
      expect(await readdir(join(world.folders[i] as string, 'ceremonies'))).toEqual([])
    }
    const [record] = await openingRegistry.ceremonies(id, { blocks: 'final' })
    if (!record) throw new RangeError('there was a ceremony')
    const verdict = await verifyCeremony({
      terms: { authority: id, ceremony: 1, epoch: 1, trustees: 5, threshold: 3 },
      log: { broadcasts: record.broadcasts, published: true },
      isSignature: ({ authority, ...message }) =>
        openingRegistry.isCeremonyMessageSignature({
          ...{ ...message, id: authority },
          signer: world.addresses[message.trustee - 1] ?? '',
        }),
      isConfirmation: () => true,
    })
    expect(verdict).toMatchObject({ result: 'complete', publicKey: published?.key })
  })

  it('have nothing to do once there is a key', async () => {
    expect(await world.as(2, (trustee) => trustee.takePart())).toEqual({ result: 'none', epoch: 1 })
  })
})
