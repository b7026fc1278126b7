import { askInLibrary, openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { loadedByWorker } from './support/loaded.ts'

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
