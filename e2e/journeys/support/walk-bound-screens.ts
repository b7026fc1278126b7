import { someoneElse } from './bound-holder.ts'
import { askToOpen } from './chain-of-world.ts'
import { passphrase } from './holder.ts'
import { type Walk, walkWords } from './walk-screens.ts'

/** What the walk presses beside the words of the other one. */
const words = {
  en: {
    vouched: 'Have it vouched for by another key of yours',
    seal: 'Seal it and take the card',
    signed: /^What you signed on/,
    answer: /^Answer localhost/,
  },
  zh: {
    vouched: '用您的另一把密钥为它作证',
    seal: '封存并领取卡片',
    signed: /^您于 .+ 签署的内容$/,
    answer: /^以 .+ 答复 localhost/,
  },
} as const

/** Goes past every screen that a card bound to its holder brings, in a new wallet. */
export async function walkBoundScreens({ page, world, language, visit }: Walk): Promise<void> {
  const text = { ...walkWords[language], ...words[language] }
  const { wallet, demo } = world.urls
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const see = async (screen: string) => {
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
    await visit(screen)
  }
  const ask = async (path: string) => {
    await page.goto(demo + path)
    await page.locator('velum-request').first().getByRole('button').first().click()
    await page.getByRole('link', { name: text.openWallet }).click()
    await page.getByLabel(text.passphrase, { exact: true }).fill(passphrase)
    await button(text.unlock).click()
    await button(text.answer).waitFor()
  }

  const claims = someoneElse()
  const offer = await world.issuer.createOffer({ template: 'bound-resident-id', claims })
  await page.goto(offer.link(wallet))
  await button(text.begin).click()
  await page.getByLabel(text.passphrase, { exact: true }).fill(passphrase)
  await page.getByLabel(text.repeat).fill(passphrase)
  await button(text.create).click()
  await page.getByLabel(text.code).fill(offer.txCode)
  await button(text.accept).click()
  await button(text.seal).waitFor()
  await see('sealing')
  await page.getByText(text.vouched).click()
  await see('sealing-vouched')
  await button(text.seal).click()
  await page.locator('.received').waitFor()
  await see('bound-received')
  await page.goto(`${wallet}/#/`)
  await page.getByRole('main').locator('a[href^="#/cards/"]').first().click()
  await page.getByText(text.signed).click()
  await see('bound-card')

  await ask('/account')
  await see('pseudonym-new')
  await button(text.answer).click()
  await button(text.back).waitFor()
  await see('pseudonym-answered')
  await ask('/account')
  await see('pseudonym-known')
  await ask('/deposit')
  await see('transaction')
  await button(text.answer).click()
  await button(text.back).waitFor()
  await page.goto(`${wallet}/#/history`)
  await page.getByRole('main').locator('a[href^="#/history/"]').first().click()
  await page.locator('.history-number').waitFor()
  await see('transaction-record')

  const number = (await page.locator('.history-number .mono').textContent()) ?? ''
  await askToOpen(world, number, `${demo.replace('http:', 'https:')}/objections`)
  await page.reload()
  await page.getByLabel(text.passphrase, { exact: true }).fill(passphrase)
  await button(text.unlock).click()
  await page.locator('.opening-notice').waitFor()
  await page.goto(`${wallet}/#/`)
  await page.locator('.opening-notice').waitFor()
  await see('opening-notice')
  await page.locator('.opening-notice').click()
  await page.locator('.opening-progress').waitFor()
  await page.locator('.opening-numbers summary').click()
  await see('opening')
}
