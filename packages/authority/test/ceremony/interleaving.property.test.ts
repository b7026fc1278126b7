import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trusteesOf } from '../../src/ceremony/ceremony-terms.ts'
import { dealOf } from './support/adversary.ts'
import { createTable, random, sharesOf, type Table } from './support/table.ts'

/** Lets trustees act in any order. One that is stopped forgets what it was about to send; its disk is all that it has then. */
async function inAnyOrder(
  table: Table,
  turns: readonly { readonly trustee: number; readonly stopped: boolean }[],
): Promise<void> {
  for (const { trustee, stopped } of turns) {
    const made = await table.step(1 + (trustee % table.terms.trustees))
    if (!stopped) await table.act(1 + (trustee % table.terms.trustees), made)
  }
}

const turns = (count: number) =>
  fc.array(fc.record({ trustee: fc.nat(10), stopped: fc.boolean() }), { minLength: count, maxLength: count })

test.each([
  [3, 5, 3],
  [7, 11, 1],
])(
  'in any order and with any restarts, trustees of %i of %i arrive at one key',
  async (threshold, trustees, numRuns) => {
    await fc.assert(
      fc.asyncProperty(turns(3 * trustees), async (order) => {
        const table = await createTable({ trustees, threshold })
        await inAnyOrder(table, order)
        const shares = sharesOf(await table.run())
        const { publicKey, verificationShares } = shares[0] as (typeof shares)[0]
        for (const share of shares) expect(share).toMatchObject({ publicKey, verificationShares })
      }),
      { numRuns },
    )
  },
  240_000,
)

test('in any order and with any restarts, all name the one that deals wrongly to one of them', async () => {
  await fc.assert(
    fc.asyncProperty(turns(6), fc.integer({ min: 2, max: 4 }), async (order, victim) => {
      const table = await createTable({ trustees: 4, threshold: 3 })
      for (let round = 1; round <= 2; round++) {
        for (const trustee of trusteesOf(table.terms)) await table.act(trustee, await table.step(trustee))
      }
      const wrong = await dealOf(table, 1, (share, to) => (to === victim ? random(32) : share))
      table.broadcast(3, 1, wrong)
      const honest = order.map(({ trustee, stopped }) => ({ trustee: 1 + (trustee % 3), stopped }))
      await inAnyOrder(table, honest)
      for (const [, step] of await table.run([2, 3, 4])) {
        expect(step).toMatchObject({ type: 'aborted', guilty: 1, fault: 'share-wrong' })
      }
    }),
    { numRuns: 4 },
  )
}, 240_000)
