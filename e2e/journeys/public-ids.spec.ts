import { askInLibrary, createWallet } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

const delegate = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('a lasting public ID takes a delegate, changes its key, gives the delegate up and signs in', async ({
  context,
  world,
}) => {
  const page = await context.newPage()
  await page.goto(`${world.urls.wallet}/#/dids`)
  await createWallet(page)
  await page.getByRole('button', { name: 'Create a public ID' }).click()
  await page.getByLabel('Name, for you only').fill('Bookworm')
  await page.getByText('Lasting', { exact: true }).click()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Bookworm' })).toBeVisible()
  const did = decodeURIComponent(page.url().split('/').at(-1) ?? '')
  expect(did).toMatch(/^did:ethr:0x7a69:0x[0-9a-f]{40}$/i)
  const document = page.getByRole('region', { name: 'Its public document' })
  const firstAddress = did.split(':').at(-1) ?? ''
  await expect(document).toContainText(new RegExp(firstAddress, 'i'))

  await page.getByRole('button', { name: 'Add a delegate' }).click()
  await page.getByLabel('Address of the delegate').fill(delegate)
  await page.getByRole('button', { name: 'Add delegate' }).click()
  await expect(page.getByRole('button', { name: `Remove delegate ${delegate}` })).toBeVisible()
  await expect(document).toContainText(new RegExp(delegate, 'i'))

  await page.getByRole('button', { name: 'Change its key' }).click()
  await page.getByRole('button', { name: 'Change key' }).click()
  await expect(page.getByText('The key has been changed.')).toBeVisible()
  await expect(document).not.toContainText(new RegExp(`eip155:31337:${firstAddress}`, 'i'))

  await page.getByRole('button', { name: `Remove delegate ${delegate}` }).click()
  await expect(page.getByText('None. Nobody but you acts for this ID.')).toBeVisible()

  await askInLibrary(page, world, '/shelf')
  await expect(page.getByRole('heading', { name: 'Harbour Library asks who you are' })).toBeVisible()
  await expect(page.getByText('It will recognise you')).toBeVisible()
  await page.getByRole('button', { name: /^Sign in to localhost/ }).click()
  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.locator('main')).toContainText(new RegExp(firstAddress, 'i'))
})

test('a simple public ID signs in, and a wallet without one makes it on the way', async ({
  context,
  world,
}) => {
  const page = await context.newPage()
  await page.goto(world.urls.wallet)
  await createWallet(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await askInLibrary(page, world, '/shelf')
  await page.getByRole('button', { name: 'Create a public ID' }).click()
  await page.getByLabel('Name, for you only').fill('Reader')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('button', { name: /^Sign in to localhost/ }).click()
  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.locator('main')).toContainText('did:key:z6Mk')
})
