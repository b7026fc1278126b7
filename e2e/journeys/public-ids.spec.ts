import { answerForPass } from './support/captured-presentation.ts'
import { askInLibrary, createWallet, goToPlace, takeCard, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { resident } from './support/resident.ts'

const delegate = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('a lasting public ID takes a delegate, changes its key, gives the delegate up, signs in, and stays out of what cards show', async ({
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
  const address = did.split(':').at(-1) ?? ''
  const document = page.getByRole('region', { name: 'Its public document' })
  await expect(document).toContainText(account(address))

  await page.getByRole('button', { name: 'Add a delegate' }).click()
  await page.getByLabel('Address of the delegate').fill(delegate)
  await page.getByRole('button', { name: 'Add delegate' }).click()
  await expect(page.getByRole('button', { name: `Remove delegate ${delegate}` })).toBeVisible()
  await expect(document).toContainText(account(delegate))

  await page.getByRole('button', { name: 'Change its key' }).click()
  await page.getByRole('button', { name: 'Change key' }).click()
  await expect(page.getByText('The key has been changed.')).toBeVisible()
  await expect(document).not.toContainText(account(address))
  await expect(document).toContainText(account(delegate))

  await page.getByRole('button', { name: `Remove delegate ${delegate}` }).click()
  await expect(page.getByText('None. Nobody but you acts for this ID.')).toBeVisible()
  await expect(document).not.toContainText(account(delegate))

  await askInLibrary(page, world, '/shelf')
  const { host } = new URL(world.urls.demo)
  await expect(page.getByRole('heading', { name: `${host} asks who you are` })).toBeVisible()
  await expect(page.getByText('It will recognise you')).toBeVisible()
  await page.getByRole('button', { name: /^Sign in to localhost/ }).click()
  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.getByRole('heading', { name: 'Your shelf is open' })).toBeVisible()
  await expect(page.getByText(did)).toBeVisible()

  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
  await page.goto(offer.link(world.urls.wallet))
  await unlock(page)
  await takeCard(page, offer.txCode)
  const { body } = await answerForPass(page, world)
  expect(decodeURIComponent(body).toLowerCase()).not.toContain(address.slice(2).toLowerCase())
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
  const shown = (await page.getByText(/^did:key:z6Mk/).textContent()) ?? ''

  await page.goto(world.urls.wallet)
  await unlock(page)
  await goToPlace(page, 'Public IDs')
  await page.getByRole('link', { name: /Reader/ }).click()
  await expect(page.getByText(shown, { exact: true })).toBeVisible()
  const document = page.getByRole('region', { name: 'Its public document' })
  await expect(document).toContainText(shown.slice('did:key:'.length))
})

/** How a document names an address on the local chain, whatever the case of its letters. */
function account(address: string): RegExp {
  return new RegExp(`eip155:31337:${address}`, 'i')
}
