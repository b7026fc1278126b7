import type { Page } from '@playwright/test'
import { passphrase } from './holder.ts'
import type { World } from './journey.ts'
import { resident } from './resident.ts'

/** What the walks press, in the two languages of the wallet. */
export const walkWords = {
  en: {
    begin: 'Create my wallet',
    passphrase: 'Passphrase',
    repeat: 'Repeat the passphrase',
    create: 'Create wallet',
    unlock: 'Unlock',
    code: 'Code',
    accept: 'Add to my wallet',
    openWallet: 'Open my wallet',
    show: /^Show 2 facts/,
    back: /^Back to/,
    createId: 'Create a public ID',
    name: 'Name, for you only',
    lasting: 'Lasting',
    createNow: 'Create',
  },
  zh: {
    begin: '创建我的钱包',
    passphrase: '口令',
    repeat: '再次输入口令',
    create: '创建钱包',
    unlock: '解锁',
    code: '验证码',
    accept: '加入我的钱包',
    openWallet: '打开我的钱包',
    show: /出示 2 项内容$/,
    back: /^返回/,
    createId: '创建公开身份',
    name: '名称（仅自己可见）',
    lasting: '长久',
    createNow: '创建',
  },
} as const

export interface Walk {
  readonly page: Page
  readonly world: World
  readonly language: keyof typeof walkWords
  /** Called on each screen, when it has come to rest. */
  visit(screen: string): Promise<void>
}

/** Goes past every screen of the wallet, and those of the library around them, as a new holder would. */
export async function walkScreens({ page, world, language, visit }: Walk): Promise<void> {
  const text = walkWords[language]
  const { wallet, demo } = world.urls
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const see = async (screen: string) => {
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
    await visit(screen)
  }
  const place = async (path: string, screen: string) => {
    await page.goto(`${wallet}/#/${path}`)
    await see(screen)
  }
  const unlock = async () => {
    await page.getByLabel(text.passphrase, { exact: true }).fill(passphrase)
    await button(text.unlock).click()
  }
  const ask = async (path: string) => {
    await page.goto(demo + path)
    await page.locator('velum-request').first().getByRole('button').first().click()
    await page.getByRole('link', { name: text.openWallet }).waitFor()
  }

  await page.goto(wallet)
  await see('welcome')
  await button(text.begin).click()
  await see('choose-passphrase')
  await page.getByLabel(text.passphrase, { exact: true }).fill(passphrase)
  await page.getByLabel(text.repeat).fill(passphrase)
  await button(text.create).click()
  await page.getByRole('navigation').waitFor()
  await see('no-cards')
  await place('add', 'add')
  await place('history', 'no-records')
  await place('dids', 'no-public-ids')
  await place('settings', 'settings')
  await place('request?client_id=nobody', 'unreadable-request')

  const offer = await world.issuer.createOffer({ template: 'resident-id', claims: resident })
  await page.goto(offer.link(wallet))
  await page.getByLabel(text.code).waitFor()
  await see('offer')
  await page.getByLabel(text.code).fill(offer.txCode)
  await button(text.accept).click()
  await page.getByRole('button').nth(2).waitFor()
  await page.locator('.received').waitFor()
  await see('received')
  await place('', 'cards')
  await page.getByRole('main').locator('a[href^="#/cards/"]').first().click()
  await see('card')

  await page.goto(demo)
  await see('library')
  await ask('/')
  await see('library-asks')
  await page.getByRole('link', { name: text.openWallet }).click()
  await see('unlock')
  await unlock()
  await button(text.show).waitFor()
  await see('request')
  await button(text.show).click()
  await button(text.back).waitFor()
  await see('answered')
  await button(text.back).click()
  await page.locator('details').waitFor()
  await page.locator('details summary').click()
  await see('library-accepted')
  await ask('/friends')
  await page.getByRole('link', { name: text.openWallet }).click()
  await unlock()
  await page.getByRole('region').first().waitFor()
  await see('request-unproved')

  await place('history', 'records')
  await page.getByRole('main').locator('a[href^="#/history/"]').first().click()
  await see('record')
  await page.goto(`${wallet}/#/dids`)
  await button(text.createId).first().click()
  await page.getByLabel(text.name).fill('Bookworm')
  await page.getByText(text.lasting, { exact: true }).click()
  await see('create-public-id')
  await button(text.createNow).click()
  await page.locator('.did-method').first().waitFor()
  await see('public-id')
  await place('dids', 'public-ids')
  await ask('/shelf')
  await page.getByRole('link', { name: text.openWallet }).click()
  await unlock()
  await page.getByRole('radiogroup').waitFor()
  await see('sign-in')
}
