import type { Locator, Page } from '@playwright/test'
import { someoneElse } from './support/bound-holder.ts'
import { createWallet, passphrase } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { resident } from './support/resident.ts'

test('a holder who uses the keyboard alone creates a wallet, takes a card, unlocks, chooses and confirms', async ({
  page,
  world,
}) => {
  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
  await page.goto(offer.link(world.urls.wallet))
  await tabTo(page, page.getByRole('button', { name: 'Create my wallet' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Passphrase', { exact: true }))
  await page.keyboard.type(passphrase)
  await tabTo(page, page.getByLabel('Repeat the passphrase'))
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')

  await tabTo(page, page.getByLabel('Code'))
  await page.keyboard.type(offer.txCode)
  await tabTo(page, page.getByRole('button', { name: 'Add to my wallet' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'It is yours' })).toBeVisible()

  await page.goto(world.urls.demo)
  await tabTo(page, page.locator('velum-request').first().getByRole('button').first())
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Open my wallet' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Passphrase', { exact: true }))
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')

  const givenName = page.getByRole('switch', { name: 'Show Given name' })
  await tabTo(page, givenName)
  await page.keyboard.press('Space')
  await expect(givenName).toBeChecked()
  await page.keyboard.press('Space')
  await expect(givenName).not.toBeChecked()
  await tabTo(page, page.getByRole('button', { name: /^Show 2 facts to/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: /^Back to localhost/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Welcome aboard', exact: true })).toBeVisible()
})

test('and takes a bound card, opens an account under a pseudonym, and copies the number of the showing', async ({
  page,
  world,
}) => {
  const claims = someoneElse()
  const offer = await world.issuer.createOffer({ template: 'bound-resident-id', claims })
  await page.goto(offer.link(world.urls.wallet))
  await createWallet(page)
  await tabTo(page, page.getByLabel('Code'))
  await page.keyboard.type(offer.txCode)
  await page.keyboard.press('Enter')

  const vouched = page.locator('summary', { hasText: 'Have it vouched for by another key of yours' })
  await tabTo(page, vouched)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Save the file to sign' }))
  await tabTo(page, page.getByRole('button', { name: 'Attach both files' }))
  await tabTo(page, page.getByRole('button', { name: 'Seal it and take the card' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Look at it' }))
  await page.keyboard.press('Enter')
  const binding = page.getByRole('region', { name: 'If somebody copies it' })
  await tabTo(page, binding.getByRole('button', { name: 'Check now' }))
  await page.keyboard.press('Enter')
  await tabTo(page, binding.locator('summary'))
  await page.keyboard.press('Enter')
  await expect(binding.getByRole('definition').filter({ hasText: claims.residentNumber })).toBeVisible()

  await page.goto(`${world.urls.demo}/account`)
  await tabTo(page, page.locator('velum-request').first().getByRole('button').first())
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Open my wallet' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel('Passphrase', { exact: true }))
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: /^Answer localhost/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Stay in my wallet' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'History', exact: true }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: /Harbour Library/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Copy' }))
})

/** Presses Tab until the element has the focus, which must change its look. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const focused = () => target.evaluate((element) => element.matches(':focus'))
  if (await focused()) return
  const before = await rings(target)
  for (let presses = 0; !(await focused()); presses++) {
    expect(presses, 'the element can be reached with the Tab key').toBeLessThan(40)
    await page.keyboard.press('Tab')
  }
  await expect.poll(() => rings(target), 'the focus can be seen').not.toEqual(before)
}

/** What a focus ring is drawn with, on the element and on the boxes right around it. */
function rings(target: Locator): Promise<string[]> {
  return target.evaluate((element) => {
    const look: string[] = []
    for (let box: Element | null = element; box && look.length < 4; box = box.parentElement) {
      const { outline, boxShadow, borderColor } = getComputedStyle(box)
      look.push(`${outline} | ${boxShadow} | ${borderColor}`)
    }
    return look
  })
}
