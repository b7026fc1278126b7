import { askInLibrary, createWallet, openWalletWithCard, unlock } from './support/holder.ts'
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

test('screens that did not load are told in words, and a reload brings them', async ({ page, world }) => {
  const screens = '**/opened-wallet-*.js'
  await page.route(screens, (route) => route.abort())
  await page.goto(world.urls.wallet)
  await createWallet(page)
  await expect(page.getByRole('heading', { name: 'A part of the wallet did not load' })).toBeVisible()
  await page.unroute(screens)
  await page.getByRole('button', { name: 'Reload' }).click()
  await unlock(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})

const pairingEngine = /\/mcl_c-[^/]*\.js$/
