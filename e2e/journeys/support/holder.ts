import { type BrowserContext, expect, type Page } from '@playwright/test'
import type { World } from './journey.ts'
import { resident } from './resident.ts'

export const passphrase = 'correct horse battery staple'

/** Goes through the welcome pages of a new wallet; the page stays at the place that it was opened with. */
export async function createWallet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create my wallet' }).click()
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByLabel('Repeat the passphrase').fill(passphrase)
  await page.getByRole('button', { name: 'Create wallet' }).click()
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

/** Enters the code of an offer that the wallet shows, and takes the card. */
export async function takeCard(page: Page, txCode: string): Promise<void> {
  await page.getByLabel('Code').fill(txCode)
  await page.getByRole('button', { name: 'Add to my wallet' }).click()
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible()
}

/** A new wallet with one Resident ID in it, received by link. Ends on the page that says so. */
export async function openWalletWithCard(
  context: BrowserContext,
  world: World,
  reference?: string,
): Promise<Page> {
  const offer = await world.issuer.createOffer({
    template: 'resident-id',
    claims: resident,
    ...(reference === undefined ? {} : { reference }),
  })
  const page = await context.newPage()
  await page.goto(offer.link(world.urls.wallet))
  await createWallet(page)
  await takeCard(page, offer.txCode)
  return page
}

/** The wallet's own places, reached as a holder reaches them, also from a page that takes the whole screen. */
export async function goToPlace(
  page: Page,
  place: 'Cards' | 'History' | 'Public IDs' | 'Settings',
): Promise<void> {
  const away = page.getByRole('button', { name: /^(To my cards|Stay in my wallet)$/ })
  if (await away.isVisible()) await away.click()
  await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click()
}

/** The library's pages, each with something to ask. */
export type LibraryPath = '/' | '/delivery' | '/friends' | '/shelf'

/** Starts a request in the library and follows it into the wallet on this device. */
export async function askInLibrary(page: Page, world: World, path: LibraryPath): Promise<void> {
  await page.goto(world.urls.demo + path)
  await page.locator('velum-request').first().getByRole('button').first().click()
  await page.getByRole('link', { name: 'Open my wallet' }).click()
  await unlock(page)
}

/** The facts that the library says it saw, by label. */
export async function factsSeen(page: Page): Promise<Record<string, string>> {
  const section = page.getByRole('region', { name: 'What you showed' })
  const labels = await section.getByRole('term').allInnerTexts()
  const values = await section.getByRole('definition').allInnerTexts()
  return Object.fromEntries(labels.map((label, position) => [label, values[position] ?? '']))
}
