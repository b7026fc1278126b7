import { askInLibrary, createWallet, factsSeen, goToPlace, takeCard } from './support/holder.ts'
import { offerInBbsPlus } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'
import { loadedByWorker, whatIsPrecached } from './support/loaded.ts'

const bbsPlus = /\/bbs-plus-engine-[^/]*\.js$/

test('a resident takes a card in BBS+, shows two facts of it, and the library says which suite it has', async ({
  context,
  world,
}) => {
  const offer = await offerInBbsPlus(world)
  const page = await context.newPage()
  await page.goto(offer.link)
  await createWallet(page)
  await expect(
    page.getByText(/older kind of signature \(BBS\+\).* whoever has a copy can show it/),
  ).toBeVisible()
  expect(await loadedByWorker(page)).not.toContainEqual(expect.stringMatching(bbsPlus))
  await takeCard(page, offer.txCode)
  expect(await loadedByWorker(page)).toContainEqual(expect.stringMatching(bbsPlus))

  await goToPlace(page, 'Cards')
  await page
    .getByRole('link', { name: /^Open Resident ID/ })
    .first()
    .click()
  const about = page.getByRole('region', { name: 'About this card' })
  await expect(about.getByText('BbsBlsSignature2020', { exact: true })).toBeVisible()
  await expect(page.getByText(/BBS\+, is superseded and cannot be bound/)).toBeVisible()

  await askInLibrary(page, world, '/')
  await expect(
    page.getByText(/superseded kind of signature \(BBS\+\)\. Nothing ties it to you/),
  ).toBeVisible()
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()

  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.getByRole('heading', { name: 'Welcome aboard', exact: true })).toBeVisible()
  expect(await factsSeen(page)).toEqual({ Region: 'Old Harbour', 'Residency status': 'Permanent resident' })
  await expect(page.getByText(/signed in BBS\+ \(BbsBlsSignature2020\)/)).toBeVisible()
  await page.getByText(/^What was checked: (\d+) of \1 held$/).click()
  const checks = page.locator('details').getByRole('listitem')
  await expect(checks.filter({ hasText: 'The proof is bound to this request and service' })).toBeVisible()
})

test('nobody downloads the library of BBS+ who has no such card, not even to be ready without a network', async ({
  page,
  world,
}) => {
  await page.goto(world.urls.wallet)
  await createWallet(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  expect(await loadedByWorker(page)).not.toContainEqual(expect.stringMatching(bbsPlus))
  const precached = await whatIsPrecached(page)
  expect(precached).toContainEqual(expect.stringMatching(/\/mcl_c-[^/]*\.js$/))
  expect(precached).not.toContainEqual(expect.stringMatching(bbsPlus))
})
