import { expect, type Page } from '@playwright/test'
import { answerAndReturn, sealRecord } from './bound-holder.ts'
import { createWallet, unlock } from './holder.ts'
import { anchorRecords } from './issuer-command.ts'
import type { World } from './journey.ts'

export interface WalkGuideOptions {
  readonly page: Page
  readonly world: World
  /** Told when a scene has shown all that it has. */
  readonly visit?: (scene: string) => Promise<void>
  /** Told what the wallet shows in a scene. */
  readonly visitWallet?: (scene: string, wallet: Page) => Promise<void>
}

/** Its scenes, by their addresses. */
export const guideScenes = [
  ...['card', 'account', 'promise', 'request', 'notice', 'trustees', 'parts'],
  ...['opening', 'told', 'evidence', 'audit', 'innocent', 'end'],
]

/** Clicks through the guided demo as a visitor does, from its first page to its last scene. */
export async function walkGuide(options: WalkGuideOptions): Promise<void> {
  const { page, world, visit = async () => {}, visitWallet = async () => {} } = options
  await page.goto(world.urls.guide)
  await expect(page.getByRole('heading', { level: 1, name: 'Who was it?' })).toBeVisible()
  await visit('first')
  await page.getByRole('button', { name: 'Begin' }).click()

  await heading(page, 'Take a card that only you can show')
  await visit('card')
  const wallet = await outward(page, 'Take the card')
  await createWallet(wallet)
  const code = (await page.locator('output').textContent()) ?? ''
  await wallet.getByLabel('Code').fill(code)
  await wallet.getByRole('button', { name: 'Add to my wallet' }).click()
  await expect(wallet.getByRole('heading', { name: 'What will be sealed about you' })).toBeVisible()
  await visitWallet('card', wallet)
  await sealRecord(wallet)
  await wallet.close()
  // A visitor takes longer than the office, which puts its list on the chain every few seconds.
  await anchorRecords(world)
  await goOn(page)

  await heading(page, 'Open an account without a name')
  await expect(next(page)).toHaveAttribute('aria-disabled', 'true')
  await answerAtMarket(await outward(page, 'Go to the market’s accounts'))
  await expect(page.getByRole('status')).toHaveText('The market knows you by a pseudonym.')
  await expect(page.getByRole('region', { name: 'On the chain' })).toContainText('Nothing.')
  await visit('account')
  await goOn(page)

  await heading(page, 'Borrow something, and never bring it back')
  const stalls = await outward(page, 'Go to the market’s stalls')
  await answerAtMarket(stalls, 'Brass scales', () => visitWallet('promise', stalls))
  await expect(page.getByRole('status')).toContainText('The market has your promise.')
  await visit('promise')
  await goOn(page)

  await heading(page, 'Ask for the name, in front of everybody')
  await run(page, 'request-fraud', 'The request is on the chain.')
  await expect(page.getByRole('region', { name: 'On the chain' }).getByRole('listitem')).toHaveCount(1)
  await visit('request')
  await goOn(page)

  await heading(page, 'Your wallet tells you')
  await visit('notice')
  const told = await outward(page, 'Open the wallet')
  await unlock(told)
  await expect(told.getByText('Somebody asks to find out who you are').first()).toBeVisible()
  await visitWallet('notice', told)
  await told.close()
  await goOn(page)

  await heading(page, 'Three must agree, each for themselves')
  await expect(page.getByText('The delay runs', { exact: false })).toBeHidden({ timeout: 60_000 })
  await run(page, 'inspect-1', 'Every check passed.')
  await run(page, 'approve-1', 'Your vote is on the chain')
  await run(page, 'early-1', '1 of the 3 approvals')
  await run(page, 'approve-2', 'Your vote is on the chain')
  await run(page, 'refuse-3', 'You have refused.')
  await expect(next(page)).toHaveAttribute('aria-disabled', 'true')
  await run(page, 'approve-5', 'your part is written')
  await visit('trustees')
  await goOn(page)

  await heading(page, 'Now the parts may leave')
  await run(page, 'hand-over-1', 'Your part is written.')
  await run(page, 'hand-over-2', 'Your part is written.')
  await visit('parts')
  await goOn(page)

  await heading(page, 'Three parts make a name')
  await run(page, 'collect', 'You have 3 of 3 parts')
  await run(page, 'combine', 'Opened, with the parts of')
  await run(page, 'close', 'The request is closed.')
  await expect(page.getByText('the market with its evidence', { exact: false })).toBeVisible()
  await visit('opening')
  await goOn(page)

  await heading(page, 'You know that they know')
  await visit('told')
  const opened = await outward(page, 'Open the wallet')
  await unlock(opened)
  await expect(opened.getByText('found out who you are', { exact: false }).first()).toBeVisible()
  await opened.getByRole('region', { name: 'Requests to find out who you are' }).getByRole('link').click()
  await visitWallet('told', opened)
  await opened.close()
  await goOn(page)

  await heading(page, 'Believe nobody, check the file')
  await run(page, 'snapshot', 'The snapshot is taken.')
  await run(page, 'verify', 'Every step holds')
  await visit('evidence')
  await goOn(page)

  await heading(page, 'Replay everything that was ever asked')
  await run(page, 'audit', 'No claim in the log fails.')
  await visit('audit')
  await goOn(page)

  await heading(page, 'And now somebody who did nothing')
  await run(page, 'request-visit', 'The request is on the chain.')
  await expect(page.getByText('The delay runs', { exact: false })).toBeHidden({ timeout: 60_000 })
  await run(page, 'inspect-1-visit', 'Only presence')
  await run(page, 'refuse-1-visit', 'You have refused.')
  await run(page, 'refuse-2-visit', 'You have refused.')
  await run(page, 'refuse-5-visit', 'You have refused.')
  await visit('innocent')
  await goOn(page)

  await heading(page, 'That was accountable anonymity')
  await visit('end')
}

const next = (page: Page) => page.locator('.next')

async function heading(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function goOn(page: Page): Promise<void> {
  await expect(next(page)).not.toHaveAttribute('aria-disabled')
  await next(page).click()
}

/** Follows a link that opens a tab of its own. */
async function outward(page: Page, name: string): Promise<Page> {
  const opening = page.context().waitForEvent('page')
  await page.getByRole('link', { name }).click()
  return opening
}

/** Answers what the market asks, for an offer or only to come in, and leaves. */
async function answerAtMarket(
  market: Page,
  offer?: string,
  beforeAnswer: () => Promise<void> = async () => {},
): Promise<void> {
  const offered = offer === undefined ? market : market.getByRole('listitem').filter({ hasText: offer })
  await offered.locator('velum-request').first().getByRole('button').first().click()
  await market.getByRole('link', { name: 'Open my wallet' }).click()
  await unlock(market)
  await expect(market.getByRole('button', { name: /^Answer localhost/ })).toBeVisible()
  await beforeAnswer()
  await answerAndReturn(market)
  await expect(market.locator('.accepted')).toBeVisible()
  await market.close()
}

/** Runs the command that stands ready, and reads what the program says. */
async function run(page: Page, action: string, said: string): Promise<void> {
  await page.locator(`form[action="/act/${action}"] button`).click()
  const output = page.locator(`#${action}`)
  await expect(output).toContainText(said, { timeout: 60_000 })
  await expect(output).toContainText('velum-authority')
}
