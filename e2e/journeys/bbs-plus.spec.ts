import { boundResidentIdTemplate, residentIdTemplate, vocabularyIri } from '@velum/credential'
import { openWalletBeforeSealing, sealRecord } from './support/bound-holder.ts'
import {
  askInLibrary,
  createWallet,
  factsSeen,
  goToPlace,
  openWalletWithCard,
  takeCard,
} from './support/holder.ts'
import { offerInBbsPlus } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'
import { loadedByWorker, whatIsPrecached } from './support/loaded.ts'
import { startMuteService } from './support/mute-service.ts'

const bbsPlus = /\/bbs-plus-engine-[^/]*\.js$/

test('a resident takes a card in BBS+, shows two facts of it, and the library says which suite it has', async ({
  context,
  world,
}) => {
  const offer = await offerInBbsPlus(world)
  const page = await context.newPage()
  await page.goto(offer.link)
  await createWallet(page)
  await expect(
    page.getByText(/older kind of signature \(BBS\+\).* whoever has a copy can show it/),
  ).toBeVisible()
  expect(await loadedByWorker(page)).not.toContainEqual(expect.stringMatching(bbsPlus))
  await takeCard(page, offer.txCode)
  expect(await loadedByWorker(page)).toContainEqual(expect.stringMatching(bbsPlus))

  await goToPlace(page, 'Cards')
  await page
    .getByRole('link', { name: /^Open Resident ID/ })
    .first()
    .click()
  const about = page.getByRole('region', { name: 'About this card' })
  await expect(about.getByText('BbsBlsSignature2020', { exact: true })).toBeVisible()
  await expect(page.getByText(/BBS\+, is superseded and cannot be bound/)).toBeVisible()

  await askInLibrary(page, world, '/')
  await expect(
    page.getByText(/superseded kind of signature \(BBS\+\)\. Nothing ties it to you/),
  ).toBeVisible()
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()

  await page.getByRole('button', { name: /^Back to localhost/ }).click()
  await expect(page.getByRole('heading', { name: 'Welcome aboard', exact: true })).toBeVisible()
  expect(await factsSeen(page)).toEqual({ Region: 'Old Harbour', 'Residency status': 'Permanent resident' })
  await expect(page.getByText(/signed in BBS\+ \(BbsBlsSignature2020\)/)).toBeVisible()
  await page.getByText(/^What was checked: (\d+) of \1 held$/).click()
  const checks = page.locator('details').getByRole('listitem')
  await expect(checks.filter({ hasText: 'The proof is bound to this request and service' })).toBeVisible()
})

test('nobody downloads the library of BBS+ who has no such card, not even to be ready without a network', async ({
  page,
  world,
}) => {
  await page.goto(world.urls.wallet)
  await createWallet(page)
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  expect(await loadedByWorker(page)).not.toContainEqual(expect.stringMatching(bbsPlus))
  const precached = await whatIsPrecached(page)
  expect(precached).toContainEqual(expect.stringMatching(/\/mcl_c-[^/]*\.js$/))
  expect(precached).not.toContainEqual(expect.stringMatching(bbsPlus))
})

test('a card in BBS+ is not the one chosen first where the holder has the same facts in the newer suite', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  const offer = await offerInBbsPlus(world)
  await page.goto(offer.link)
  await takeCard(page, offer.txCode)
  await askInLibrary(page, world, '/')
  const cards = page.getByRole('radiogroup', { name: 'Show it from' }).getByRole('radio')
  await expect(cards).toHaveCount(2)
  await expect(cards.first()).toBeChecked()
  const warning = page.getByText(/superseded kind of signature \(BBS\+\)/)
  await expect(warning).toHaveCount(0)
  await page.locator('.candidate').nth(1).click()
  await expect(warning).toBeVisible()
})

test('a card in BBS+ beside a bound one is refused in words, whether or not the binding was asked for', async ({
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  const offer = await offerInBbsPlus(world)
  await page.goto(offer.link)
  await takeCard(page, offer.txCode)
  const older = { id: 'older', types: [vocabularyIri(residentIdTemplate.type)], required: ['region'] }
  const bound = { id: 'bound', types: [vocabularyIri(boundResidentIdTemplate.type)], required: ['region'] }

  const asksForFacts = await startMuteService(bound, older)
  await page.goto(asksForFacts.link(world.urls.wallet))
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: 'The answer could not be given' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText(
    'A card of an older kind cannot be shown together with one that is bound to this wallet.',
  )
  await expect(page.getByRole('alert')).toContainText('Nothing was shown.')
  expect(asksForFacts.answers).toEqual([])
  await asksForFacts.close()

  const asksForProof = await startMuteService({ ...bound, statements: [{ type: 'possession' }] }, older)
  await page.goto(asksForProof.link(world.urls.wallet))
  await expect(page.getByRole('heading', { name: 'You have nothing to show for this' })).toBeVisible()
  await expect(page.getByText('cannot be shown together with what is proved here')).toBeVisible()
  expect(asksForProof.answers).toEqual([])
  await asksForProof.close()
})
