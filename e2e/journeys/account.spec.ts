import { createDidResolver } from '@velum/did'
import { parseAuthorizationRequest } from '@velum/exchange'
import { answerWithCopy } from '../loop/support/thief.ts'
import {
  answerAndReturn,
  askForAccount,
  openWalletBeforeSealing,
  pseudonymShown,
  sealRecord,
  someoneElse,
} from './support/bound-holder.ts'
import { goToPlace, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('a citizen opens an account without a name, is known again there, and is somebody else elsewhere', async ({
  context,
  world,
}) => {
  const claims = someoneElse()
  const page = await openWalletBeforeSealing(context, world, { claims })
  await sealRecord(page)

  await askForAccount(page, world, 'demo')
  const statements = page.getByRole('region', { name: 'How it knows you, and who could find you' })
  await expect(statements).toContainText('new here')
  await expect(statements).toContainText(/Any 3 of the 5 trustees of .+ together could find out/)
  await expect(page.getByText('No fact about you:', { exact: false })).toBeVisible()
  const first = await pseudonymShown(page)
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'Your account is open' })).toBeVisible()
  for (const value of [claims.familyName, claims.givenName, claims.residentNumber]) {
    expect(await page.content()).not.toContain(value)
  }

  await askForAccount(page, world, 'demo')
  expect(await pseudonymShown(page)).toBe(first)
  await expect(statements).toContainText('last shown here')
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await expect(page.getByText(/^Visit no\. 2, since/)).toBeVisible()

  await askForAccount(page, world, 'market')
  await expect(statements).toContainText('new here')
  expect(await pseudonymShown(page)).not.toBe(first)
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'Your account is open' })).toBeVisible()

  // The wallet keeps the number by which an opening would speak of each visit.
  await page.goto(world.urls.wallet)
  await unlock(page)
  await goToPlace(page, 'History')
  await page.getByRole('link', { name: /Tideway Market/ }).click()
  await expect(page.getByText(/^0x[0-9a-f]{64}$/)).toBeVisible()
})

test('a promise with a deposit is read in the wallet before it is given, and stays in the history', async ({
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  await page.goto(`${world.urls.demo}/deposit`)
  const offered = page.getByRole('listitem').filter({ hasText: 'Atlas of the Tides, 1788' })
  await offered.getByRole('button').first().click()
  await page.getByRole('link', { name: 'Open my wallet' }).click()
  await unlock(page)

  const confirmed = page.getByRole('region', { name: 'What you confirm' })
  const promise = confirmed.getByText('Borrow “Atlas of the Tides, 1788” for 14 days', { exact: false })
  await expect(promise).toBeVisible()
  await expect(confirmed).toContainText('200')
  const text = (await promise.textContent()) ?? ''
  await expect(confirmed.getByText(/《.+》/)).toBeHidden()
  await confirmed.getByText('You confirm its Chinese wording too').click()
  await expect(confirmed.getByText(/《.+》/)).toBeVisible()
  const statements = page.getByRole('region', { name: 'How it knows you, and who could find you' })
  await expect(statements).toContainText('about what you confirm here')
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'It is yours for two weeks' })).toBeVisible()
  await expect(page.getByText(text, { exact: true })).toBeVisible()

  await page.goto(world.urls.wallet)
  await unlock(page)
  await goToPlace(page, 'History')
  await page.getByRole('link', { name: /Harbour Library/ }).click()
  await expect(page.getByRole('definition').filter({ hasText: text })).toBeVisible()
  await page.getByText('You confirmed its Chinese wording too').click()
  await expect(page.getByText(/《.+》/)).toBeVisible()
  await expect(page.getByText(/^0x[0-9a-f]{64}$/)).toBeVisible()
})

test('a thief with a copy of the credential file gets nowhere', async ({ browser, context, world }) => {
  const victim = await openWalletBeforeSealing(context, world)
  await sealRecord(victim)
  await victim.getByRole('button', { name: 'Look at it' }).click()
  await expect(victim.getByText('Bound to you: a copy is useless.', { exact: false })).toBeVisible()
  await victim.getByText('The signed document').click()
  const credential = JSON.parse((await victim.locator('.raw pre').first().textContent()) ?? '') as object

  // Standard software answers from the thief's browser, with a proof that is sound by the standard.
  const thief = await (await browser.newContext()).newPage()
  await thief.goto(`${world.urls.demo}/account`)
  await thief.locator('velum-request').first().getByRole('button').first().click()
  const link = await thief.getByRole('link', { name: 'Open my wallet' }).getAttribute('href')
  const resolver = createDidResolver({ networks: [], fetch })
  const request = await parseAuthorizationRequest({
    link: link ?? '',
    fetch,
    resolver,
    now: () => new Date(),
  })
  const outcome = (await answerWithCopy({ credential, claims: [], request })) as { redirectUri?: string }
  await thief.goto(outcome.redirectUri ?? '')
  await expect(thief.getByRole('heading', { name: 'We could not accept that' })).toBeVisible()
  await expect(thief.getByText('Reason: binding-missing')).toBeVisible()
  await thief.context().close()
})
