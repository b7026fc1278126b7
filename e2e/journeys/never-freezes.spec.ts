import { askForAccount, openWalletBeforeSealing } from './support/bound-holder.ts'
import { askInLibrary, createWallet, openWalletWithCard, takeCard } from './support/holder.ts'
import { offerInBbsPlus } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'
import { type Recording, recordMainThread } from './support/main-thread.ts'

// Proving takes a worker some hundred milliseconds and more. The screen must go on: no picture may come later than 50 ms
// after the last one because the page itself was at work.

const limit = 50

function freezes({ gaps }: Recording) {
  return gaps.filter(({ length, busy }) => length > limit && busy > limit)
}

test('the measure sees a page that freezes, and sees none in one that rests', async ({
  browser,
  page,
  world,
}) => {
  await page.goto(world.urls.wallet)
  await expect(page.getByRole('button', { name: 'Create my wallet' })).toBeVisible()
  const resting = await recordMainThread(browser, page, () => page.waitForTimeout(1000))
  expect(freezes(resting)).toEqual([])
  expect(resting.gaps.length).toBeGreaterThan(10)

  const frozen = await recordMainThread(browser, page, async () => {
    await page.evaluate(() => {
      const until = performance.now() + 400
      while (performance.now() < until) Math.hypot(until)
    })
    await page.waitForTimeout(200)
  })
  expect(freezes(frozen)).toHaveLength(1)
  expect(frozen.longestTask).toBeGreaterThan(limit)
})

test('the screen never freezes while the wallet derives and presents', async ({
  browser,
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await askInLibrary(page, world, '/')
  const show = page.getByRole('button', { name: /^Show 2 facts to/ })
  await expect(show).toBeVisible()
  const recording = await recordMainThread(browser, page, async () => {
    await show.click()
    await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  })
  expect(freezes(recording)).toEqual([])
  expect(recording.longestTask).toBeLessThan(limit)
})

test('nor with a card in BBS+, whose proof takes longer', async ({ browser, context, world }) => {
  const offer = await offerInBbsPlus(world)
  const page = await context.newPage()
  await page.goto(offer.link)
  await createWallet(page)
  await takeCard(page, offer.txCode)
  await askInLibrary(page, world, '/')
  const show = page.getByRole('button', { name: /^Show 2 facts to/ })
  await expect(show).toBeVisible()
  const recording = await recordMainThread(browser, page, async () => {
    await show.click()
    await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  })
  expect(freezes(recording)).toEqual([])
  expect(recording.longestTask).toBeLessThan(limit)
})

test('nor while it registers its holder, and while it proves a pseudonym and seals a name', async ({
  browser,
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  const registering = await recordMainThread(browser, page, async () => {
    await page.getByRole('button', { name: 'Seal it and take the card' }).click()
    await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible()
  })
  expect(freezes(registering)).toEqual([])
  expect(registering.longestTask).toBeLessThan(limit)

  await askForAccount(page, world, 'demo')
  const statements = page.getByRole('region', { name: 'How it knows you, and who could find you' })
  await expect(statements).toContainText('could find out')
  const presenting = await recordMainThread(browser, page, async () => {
    await page.getByRole('button', { name: /^Answer localhost/ }).click()
    await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  })
  expect(freezes(presenting)).toEqual([])
  expect(presenting.longestTask).toBeLessThan(limit)
})
