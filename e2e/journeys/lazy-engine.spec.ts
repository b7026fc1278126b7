import type { Page } from '@playwright/test'
import { askInLibrary, openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('opening the wallet and reading a request load no pairing engine; answering does', async ({
  context,
  world,
}) => {
  const first = await openWalletWithCard(context, world)
  expect(await loadedByWorker(first)).toContainEqual(expect.stringMatching(pairingEngine))

  await askInLibrary(first, world, '/')
  const show = first.getByRole('button', { name: /^Show 2 facts to/ })
  await expect(show).toBeVisible()
  const before = await loadedByWorker(first)
  expect(before).toContainEqual(expect.stringMatching(/\/heavy-[^/]*\.js$/))
  expect(before).not.toContainEqual(expect.stringMatching(pairingEngine))

  await show.click()
  await expect(first.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  expect(await loadedByWorker(first)).toContainEqual(expect.stringMatching(pairingEngine))
})

const pairingEngine = /\/mcl_c-[^/]*\.js$/

// What the worker that does all but the drawing has loaded so far.
async function loadedByWorker(page: Page): Promise<string[]> {
  const names = page
    .workers()
    .map((worker) => worker.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)))
  return (await Promise.all(names)).flat()
}
