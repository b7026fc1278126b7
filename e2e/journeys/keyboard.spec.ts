import type { Locator, Page } from '@playwright/test'
import { passphrase } from './support/holder.ts'
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
