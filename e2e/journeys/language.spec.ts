import { openWalletWithCard, passphrase } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { resident } from './support/resident.ts'

test('the wallet turns to Chinese and back, with the card’s own labels, and remembers it', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await page.goto(`${world.urls.wallet}/#/settings`)
  await page.reload()
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh')
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: '解锁' }).click()

  await page.getByRole('link', { name: '卡包' }).click()
  await page.getByRole('link', { name: /打开居民身份凭证/ }).click()
  await expect(page.getByText('出生日期')).toBeVisible()
  await expect(page.getByText('1964年3月17日')).toBeVisible()

  await page.getByRole('link', { name: '设置' }).click()
  await page.getByRole('radiogroup', { name: '语言' }).getByText('English').click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible()
})

test.describe('for a holder whose browser speaks Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('the whole loop is in Chinese, from the first page to the library’s thanks', async ({
    page,
    world,
  }, info) => {
    const look = async (name: string) =>
      info.attach(name, { body: await page.screenshot(), contentType: 'image/png' })
    const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
    await page.goto(offer.link(world.urls.wallet))
    await expect(page.getByRole('heading', { name: /只出示所需/ })).toBeVisible()
    await page.getByRole('button', { name: '创建我的钱包' }).click()
    await page.getByLabel('口令', { exact: true }).fill(passphrase)
    await page.getByLabel('再次输入口令').fill(passphrase)
    await page.getByRole('button', { name: '创建钱包' }).click()

    await expect(page.getByRole('heading', { name: '有一张卡片提供给您' })).toBeVisible()
    await expect(page.getByText('港城居民事务处').first()).toBeVisible()
    await page.getByLabel('验证码').fill(offer.txCode)
    await look('offer')
    await page.getByRole('button', { name: '加入我的钱包' }).click()
    await expect(page.getByRole('heading', { name: '已归您所有' })).toBeVisible()

    await page.goto(`${world.urls.demo}/`)
    await page.locator('velum-request').getByRole('button').first().click()
    await page.getByRole('link', { name: '打开我的钱包' }).click()
    await page.getByLabel('口令', { exact: true }).fill(passphrase)
    await page.getByRole('button', { name: '解锁' }).click()
    await expect(page.getByRole('heading', { name: '海港图书馆向您请求' })).toBeVisible()
    await expect(page.getByText('为您办理读者证。')).toBeVisible()
    const what = page.getByRole('region', { name: '对方将看到' })
    await expect(what.getByRole('term')).toHaveText(['所属地区', '居留身份'])
    await expect(what.getByRole('switch', { name: '出示名（拉丁字母）' })).not.toBeChecked()
    await look('request')
    await page.getByRole('button', { name: /^向 localhost:\d+ 出示 2 项内容$/ }).click()
    await expect(page.getByRole('heading', { name: /^已向 localhost:\d+ 出示$/ })).toBeVisible()
    await page.getByRole('button', { name: /^返回 localhost/ }).click()
    await expect(page.getByRole('heading', { name: '欢迎登船' })).toBeVisible()
    await expect(page.getByRole('region', { name: '您出示的内容' }).getByRole('term')).toHaveText([
      '所属地区',
      '居留身份',
    ])
    await look('library')
  })
})
