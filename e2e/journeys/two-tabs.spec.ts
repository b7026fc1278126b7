import { openWalletWithCard, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('locking one tab locks the other', async ({ context, world }) => {
  const first = await openWalletWithCard(context, world)
  await first.getByRole('button', { name: 'To my cards' }).click()
  const second = await context.newPage()
  await second.goto(world.urls.wallet)
  await unlock(second)
  await expect(second.getByRole('heading', { name: 'Your cards' })).toBeVisible()

  await first.getByRole('button', { name: 'Lock' }).click()
  await expect(first.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await expect(second.getByText('Locked in another tab, so it is locked here too.')).toBeVisible()
})

test('what one tab deletes is gone from the other', async ({ context, world }) => {
  const first = await openWalletWithCard(context, world)
  const second = await context.newPage()
  await second.goto(world.urls.wallet)
  await unlock(second)
  await expect(second.getByRole('link', { name: /Open Resident ID/ })).toBeVisible()

  await first.getByRole('button', { name: 'Look at it' }).click()
  await first.getByRole('button', { name: 'Delete this card' }).click()
  await first.getByRole('button', { name: 'Delete card' }).click()
  await expect(first.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await expect(second.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})

test('a wrong passphrase opens nothing and says so', async ({ context, world }) => {
  const page = await openWalletWithCard(context, world)
  await page.reload()
  await page.getByLabel('Passphrase', { exact: true }).fill('incorrect horse')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByLabel('Passphrase', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await unlock(page)
  await expect(page.getByRole('heading', { name: 'The offer could not be read' })).toBeVisible()
})
