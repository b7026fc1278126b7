import { collectionName } from '@velum/vault'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { otherTab, smallVault } from './support/small-vault.ts'

const collections = ['left', 'right'].map((name) => collectionName<unknown>(name))

const step = fc.record({
  collection: fc.nat({ max: 1 }),
  id: fc.constantFrom('a', 'b', 'left', '', '["a"]', '林'),
  /** `undefined` deletes. */
  value: fc.option(fc.jsonValue({ depthSize: 'small' }), { nil: undefined }),
  tab: fc.nat({ max: 1 }),
})

test('a vault behaves like a map, whichever tab writes and however the writes are grouped', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      async (groups) => {
        const { databaseName, vault } = await smallVault()
        const tabs = [vault, await otherTab(databaseName)] as const
        const model = new Map<string, unknown>()
        for (const group of groups) {
          await tabs[group[0]?.tab === 1 ? 1 : 0].transaction(async (within) => {
            for (const { collection, id, value } of group) {
              const name = collections[collection] as (typeof collections)[number]
              if (value === undefined) within.delete(name, id)
              else within.put(name, id, value)
            }
          })
          for (const { collection, id, value } of group) {
            const key = JSON.stringify([collection, id])
            if (value === undefined) model.delete(key)
            else model.set(key, JSON.parse(JSON.stringify(value)))
          }
        }
        for (const tab of tabs) {
          const found = new Map<string, unknown>()
          for (const [position, name] of collections.entries()) {
            for (const { id, value } of await tab.list(name)) found.set(JSON.stringify([position, id]), value)
          }
          expect(found).toEqual(model)
        }
      },
    ),
    { numRuns: 30 },
  )
})
