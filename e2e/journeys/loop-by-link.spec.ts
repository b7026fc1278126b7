import { askInLibrary, factsSeen, openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('a resident receives an ID by link and gets a reader’s pass for two facts of it', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)

  await askInLibrary(page, world, '/')
  await expect(page.getByRole('heading', { name: 'Harbour Library asks you' })).toBeVisible()
  const asker = page.getByRole('region', { name: 'Who asks' })
  await expect(asker.getByText('Proved', { exact: true })).toBeVisible()
  await expect(asker).toContainText(new URL(world.urls.demo).host)
  await expect(page.getByText('To make out a reader’s pass for you.')).toBeVisible()

  const what = page.getByRole('region', { name: 'What it would see' })
  await expect(what.getByRole('term')).toHaveText(['Region', 'Residency status'])
  await expect(what.getByRole('definition')).toHaveText(['Old Harbour', 'Permanent resident'])
  const choices = what.getByRole('switch')
  await expect(choices).toHaveCount(1) // the two that are asked for cannot be switched
  await expect(what.getByRole('switch', { name: 'Show Given name' })).not.toBeChecked()
  await expect(page.getByText('19 more facts of this card stay veiled')).toBeVisible()
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()

  await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.getByRole('heading', { name: 'Welcome aboard', exact: true })).toBeVisible()
  expect(await factsSeen(page)).toEqual({ Region: 'Old Harbour', 'Residency status': 'Permanent resident' })

  await page.getByText(/^What was checked: (\d+) of \1 held$/).click()
  const checks = page.locator('details').getByRole('listitem')
  await expect(checks.filter({ hasText: 'The proof is bound to this request and service' })).toBeVisible()
  await expect(checks.filter({ hasText: 'The issuer has not revoked it' })).toBeVisible()
  await expect(checks.filter({ hasText: 'Nothing else is shown' })).toContainText('held')
})

test('a holder shows one fact more by choice, and the wallet counts it', async ({ context, world }) => {
  const page = await openWalletWithCard(context, world)
  await askInLibrary(page, world, '/')
  const givenName = page.getByRole('switch', { name: 'Show Given name' })
  await page.getByText('Yuzhu', { exact: true }).click()
  await expect(givenName).toBeChecked()
  await expect(page.getByText('18 more facts of this card stay veiled')).toBeVisible()
  await page.getByRole('button', { name: /^Show 3 facts to/ }).click()

  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.getByRole('heading', { name: 'Welcome aboard, Yuzhu' })).toBeVisible()
  expect(await factsSeen(page)).toEqual({
    Region: 'Old Harbour',
    'Residency status': 'Permanent resident',
    'Given name': 'Yuzhu',
  })
})

test('a request is answered once: opened again it says so, and the history keeps what was shown', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await askInLibrary(page, world, '/delivery')
  const request = page.url()
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to/ })).toBeVisible()

  await page.getByRole('button', { name: 'See the record' }).click()
  await page.getByRole('link', { name: /Harbour Library/ }).click()
  await expect(page.getByText('200311')).toBeVisible()
  await expect(page.getByText('Delivered')).toBeVisible()

  await page.goto(request)
  await expect(page.getByRole('alert')).toContainText('This request has been answered already')
})

test('an unsigned request is shown as unproved, and can be declined', async ({ context, world }) => {
  const page = await openWalletWithCard(context, world)
  await askInLibrary(page, world, '/friends')
  const asker = page.getByRole('region', { name: 'Who asks' })
  await expect(asker.getByText('Not proved', { exact: true })).toBeVisible()
  await expect(asker.getByText(/anyone can write that name/)).toBeVisible()
  await page.getByRole('button', { name: 'Show nothing' }).click()
  await expect(page.getByRole('heading', { name: 'Your cards' })).toBeVisible()
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Nothing shown yet' })).toBeVisible()
})
