import { openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('the wallet turns to Chinese and back, with the card’s own labels, and remembers it', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await page.goto(`${world.urls.wallet}/#/settings`)
  await page.reload()
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh')
  await page.getByLabel('口令', { exact: true }).fill('correct horse battery staple')
  await page.getByRole('button', { name: '解锁' }).click()

  await page.getByRole('link', { name: '卡包' }).click()
  await page.getByRole('link', { name: /打开居民身份凭证/ }).click()
  await expect(page.getByText('出生日期', { exact: true })).toBeVisible()
  await expect(page.getByText('1964年3月17日')).toBeVisible()

  await page.getByRole('link', { name: '设置' }).click()
  await page.getByRole('radiogroup', { name: '语言' }).getByText('English').click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible()
})
