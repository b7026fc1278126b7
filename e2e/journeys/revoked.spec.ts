import { askInLibrary, openWalletWithCard } from './support/holder.ts'
import { revoke } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'

test('a revoked card says so in the wallet and answers nothing any more', async ({ context, world }) => {
  const page = await openWalletWithCard(context, world, 'case-wallet')
  await revoke(world, 'case-wallet')
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByRole('region', { name: 'Status' })).toContainText('Revoked')

  await askInLibrary(page, world, '/')
  await expect(page.getByRole('heading', { name: 'You have nothing to show for this' })).toBeVisible()
  await expect(page.getByText('The issuer has revoked this card.')).toBeVisible()
})

test('a service refuses, and says why, a card that was revoked behind the wallet’s back', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world, 'case-service')
  await revoke(world, 'case-service')
  // This wallet cannot read the list any more; the service can.
  await context.route(`${world.urls.issuer}/status/**`, (route) => route.abort())

  await askInLibrary(page, world, '/')
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.getByRole('heading', { name: 'We could not accept that' })).toBeVisible()
  await expect(page.getByText('The issuer has taken this credential back.')).toBeVisible()
  await expect(page.getByText('Reason: revoked')).toBeVisible()
  expect(await page.content()).not.toContain('Old Harbour')
})
