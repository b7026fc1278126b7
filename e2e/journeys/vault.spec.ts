import { createWallet, openWalletWithCard, passphrase, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { flipStoredByte } from './support/raw-storage.ts'

test('a wrong passphrase opens nothing and says so; the right one still does', async ({ page, world }) => {
  await page.goto(world.urls.wallet)
  await createWallet(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await page.reload()
  await page.getByLabel('Passphrase', { exact: true }).fill('incorrect horse')
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('This is not the right passphrase.')).toBeVisible()
  await expect(page.getByLabel('Passphrase', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await unlock(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})

test('a damaged vault says that it is damaged and what to do, and a backup restores it', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await page.goto(`${world.urls.wallet}/#/settings`)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save a backup' }).click()
  const backup = await (await download).path()

  await flipStoredByte(page, 'header')
  await page.reload()
  await unlock(page)
  await expect(page.getByRole('heading', { name: 'This wallet cannot be opened' })).toBeVisible()
  const words = page.getByRole('alert')
  await expect(words).toContainText('A part of what this wallet has stored is damaged.')
  await expect(words).toContainText('This is not about your passphrase.')
  await expect(words).toContainText('Restore a backup. Without one, erase the wallet')

  await page.getByRole('button', { name: 'Restore a backup' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose backup file' }).click()
  await (await chooser).setFiles(backup)
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Restore wallet' }).click()
  await page.getByRole('link', { name: 'Cards' }).click()
  await expect(page.getByRole('link', { name: /Open Resident ID/ })).toBeVisible()
})

test('a damaged record is named as damage when its place is opened, and shows nothing wrong', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await page.getByRole('button', { name: 'To my cards' }).click()
  await flipStoredByte(page, 'record')
  await page.reload()
  await unlock(page)
  await expect(page.getByText('A part of what this wallet has stored is damaged.')).toBeVisible()
  await expect(page.getByText(/Restore a backup/).first()).toBeVisible()
  expect(await page.content()).not.toContain('Quillfeather')
})
