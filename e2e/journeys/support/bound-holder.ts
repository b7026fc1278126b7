import { randomInt } from 'node:crypto'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { createWallet, unlock } from './holder.ts'
import type { World } from './journey.ts'
import { resident } from './resident.ts'

/** The resident under another number: an issuer registers a person once. */
export function someoneElse(): typeof resident {
  const residentNumber = `HC${String(randomInt(10 ** 9)).padStart(10, '0')}` as typeof resident.residentNumber
  return { ...resident, residentNumber }
}

/** A new wallet that stands before the record which will be sealed with a bound Resident ID. */
export async function openWalletBeforeSealing(
  context: BrowserContext,
  world: World,
  { claims = someoneElse(), reference }: { claims?: typeof resident; reference?: string } = {},
): Promise<Page> {
  const offer = await world.issuer.createOffer({
    template: 'bound-resident-id',
    claims,
    ...(reference === undefined ? {} : { reference }),
  })
  const page = await context.newPage()
  await page.goto(offer.link(world.urls.wallet))
  await createWallet(page)
  await page.getByLabel('Code').fill(offer.txCode)
  await page.getByRole('button', { name: 'Add to my wallet' }).click()
  await expect(page.getByRole('heading', { name: 'What will be sealed about you' })).toBeVisible()
  return page
}

/** Signs the record on the page and takes the card. */
export async function sealRecord(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Seal it and take the card' }).click()
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible()
}

/** Starts the request for an account at one of the services and follows it into the wallet on this device. */
export async function askForAccount(page: Page, world: World, service: 'demo' | 'market'): Promise<void> {
  await page.goto(`${world.urls[service]}/account`)
  await page.locator('velum-request').first().getByRole('button').first().click()
  await page.getByRole('link', { name: 'Open my wallet' }).click()
  await unlock(page)
}

/** The pseudonym under which the wallet would answer the request that it shows. */
export async function pseudonymShown(page: Page): Promise<string> {
  return (await page.locator('.pseudonym-name').textContent()) ?? ''
}

/** Answers the request that the wallet shows and returns to the service. */
export async function answerAndReturn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Answer localhost/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  await page.getByRole('button', { name: /^Back to localhost/ }).click()
}
