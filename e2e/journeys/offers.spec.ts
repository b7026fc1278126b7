import { mock } from 'node:test'
import { createWallet, takeCard, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { resident } from './support/resident.ts'

test('a wrong code adds nothing, and the right one still does', async ({ context, world }) => {
  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
  const page = await context.newPage()
  await page.goto(offer.link(world.urls.wallet))
  await createWallet(page)
  await page.getByLabel('Code').fill(offer.txCode === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: 'Add to my wallet' }).click()
  await expect(page.getByRole('alert')).toContainText('The code is wrong.')

  const other = await context.newPage()
  await other.goto(world.urls.wallet)
  await unlock(other)
  await expect(other.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await takeCard(page, offer.txCode)
  await expect(other.getByRole('link', { name: /Open Resident ID/ })).toBeVisible()
})

test('an offer works once: whoever opens it again is told so and gets nothing', async ({
  browser,
  world,
}) => {
  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
  const [own, foreign] = [await browser.newContext(), await browser.newContext()]
  const page = await own.newPage()
  await page.goto(offer.link(world.urls.wallet))
  await createWallet(page)
  await takeCard(page, offer.txCode)

  const late = await foreign.newPage()
  await late.goto(offer.link(world.urls.wallet))
  await createWallet(late)
  await expect(late.getByRole('alert')).toContainText('This offer was used before. An offer works once.')
  await late.getByRole('button', { name: 'To my cards' }).click()
  await expect(late.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  for (const context of [own, foreign]) await context.close()
})

test('an offer that has expired says so, and gives nothing', async ({ page, world }) => {
  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
  await page.goto(world.urls.wallet)
  await createWallet(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  // The issuer runs in this process, so its clock can be moved past the offer's end for a moment.
  mock.timers.enable({ apis: ['Date'], now: offer.expiresAt.getTime() + 1000 })
  try {
    await page.goto(offer.link(world.urls.wallet))
    await expect(page.getByRole('alert')).toContainText('This offer is too old.')
  } finally {
    mock.timers.reset()
  }
  await page.getByRole('button', { name: 'To my cards' }).click()
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})
