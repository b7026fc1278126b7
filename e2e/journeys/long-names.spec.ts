import { expect } from '@playwright/test'
import { createWallet, goToPlace, takeCard } from './support/holder.ts'
import { test } from './support/journey.ts'
import { resident } from './support/resident.ts'

const longNamed = {
  ...resident,
  familyName: 'Montgomery-Featherstonehaugh de la Cruz y Santa María van der Wijngaardstraat',
  givenName: 'Wolfeschlegelsteinhausenbergerdorff-Maximiliana',
  familyNameZh: '爱新觉罗叶赫那拉瓜尔佳钮祜禄富察',
  givenNameZh: '阿依古丽努尔买买提江阿布都热合曼',
}

test('the longest names break no page of a small phone', async ({ browser, world }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: longNamed })
  const page = await context.newPage()
  const tooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await page.goto(offer.link(world.urls.wallet))
  await createWallet(page)
  expect(await tooWide()).toBe(0)
  await takeCard(page, offer.txCode)
  expect(await tooWide()).toBe(0)
  await goToPlace(page, 'Cards')
  expect(await tooWide()).toBe(0)
  await page.getByRole('link', { name: /Resident ID/ }).click()
  await expect(page.getByText(longNamed.givenName, { exact: true })).toBeVisible()
  expect(await tooWide()).toBe(0)
  await context.close()
})
