import type { Page } from '@playwright/test'
import { boundResidentIdTemplate, vocabularyIri } from '@velum/credential'
import {
  answerAndReturn,
  askForAccount,
  openWalletBeforeSealing,
  sealRecord,
} from './support/bound-holder.ts'
import { renewAuthorityKey, withdrawAuthority } from './support/chain-of-world.ts'
import { goToPlace } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { startMuteService } from './support/mute-service.ts'

test('a key of the authority that was renewed while the holder read is refused in words; asked anew, it works, and so does a new card', async ({
  browser,
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  await askForAccount(page, world, 'demo')
  const answer = page.getByRole('button', { name: /^Answer localhost/ })
  await expect(answer).toBeVisible()
  const posted = countAnswers(page)

  await renewAuthorityKey(world)
  await answer.click()
  await expect(page.getByRole('heading', { name: 'The answer could not be given' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('an old key of the authority')
  expect(posted()).toBe(0)
  await page.getByRole('button', { name: 'To my cards' }).click()
  await goToPlace(page, 'History')
  await expect(page.getByRole('heading', { name: 'Nothing shown yet' })).toBeVisible()

  await askForAccount(page, world, 'demo')
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'Your account is open' })).toBeVisible()

  const other = await browser.newContext()
  const newcomer = await openWalletBeforeSealing(other, world)
  await sealRecord(newcomer)
  await askForAccount(newcomer, world, 'market')
  await answerAndReturn(newcomer)
  await expect(newcomer.getByRole('heading', { name: 'Your account is open' })).toBeVisible()
  await other.close()
})

test('an authority that the register dropped while the holder read gets no sealed name, nor does a later request', async ({
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  await askForAccount(page, world, 'demo')
  const answer = page.getByRole('button', { name: /^Answer localhost/ })
  await expect(answer).toBeVisible()
  const request = page.url()
  const posted = countAnswers(page)

  const recognise = await withdrawAuthority(world)
  try {
    await answer.click()
    await expect(page.getByRole('alert')).toContainText('does not recognise the authority')
    await page.getByRole('button', { name: 'To my cards' }).click()
    await page.goto(request)
    await expect(page.getByRole('heading', { name: 'You have nothing to show for this' })).toBeVisible()
    await expect(page.getByText('an authority that the trust register does not recognise')).toBeVisible()
    expect(posted()).toBe(0)
  } finally {
    await recognise()
  }
})

test('who does not prove who it is may ask for neither a pseudonym nor a sealed name', async ({
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  const service = await startMuteService({
    id: 'card',
    types: [vocabularyIri(boundResidentIdTemplate.type)],
    required: [],
    statements: [
      { type: 'pseudonym', label: 'account' },
      { type: 'escrow', authority: world.authority, epoch: 1 },
    ],
  })
  await page.goto(service.link(world.urls.wallet))
  await expect(page.getByRole('heading', { name: 'You have nothing to show for this' })).toBeVisible()
  await expect(page.getByText('Nothing proves who asks.', { exact: false })).toBeVisible()
  await expect(page.getByText('Not proved', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Answer|Show)/ })).toHaveCount(0)
  expect(service.answers).toEqual([])
  await service.close()
})

/** How many answers leave the browser from now on. */
function countAnswers(page: Page): () => number {
  let count = 0
  page.context().on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/velum/response')) count++
  })
  return () => count
}
