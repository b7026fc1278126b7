import { readFile } from 'node:fs/promises'
import {
  answerAndReturn,
  askForAccount,
  openWalletBeforeSealing,
  sealRecord,
} from './support/bound-holder.ts'
import { agreeToOpen, askToOpen } from './support/chain-of-world.ts'
import { goToPlace, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('a holder learns that somebody asks who gave an answer, what can be done, and when it can be opened', async ({
  context,
  world,
}) => {
  test.setTimeout(120_000)
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  await askForAccount(page, world, 'demo')
  await answerAndReturn(page)
  await page.goto(world.urls.wallet)
  await unlock(page)
  await goToPlace(page, 'History')
  await expect(
    page.getByText('Nobody asks to find out who gave any of these.', { exact: false }),
  ).toBeVisible()
  await page.getByRole('link', { name: /Harbour Library/ }).click()
  const presentationId = (await page.getByText(/^0x[0-9a-f]{64}$/).textContent()) ?? ''

  const answerTo = 'https://library.example/objections'
  const requestId = await askToOpen(world, presentationId, answerTo)
  await page.goto(`${world.urls.wallet}/#/`)
  await page.reload()
  await unlock(page)
  const notices = page.getByRole('region', { name: 'Requests to find out who you are' })
  await expect(notices).toContainText('Somebody asks to find out who you are')
  await expect(notices).toContainText('None of the 5 trustees has agreed; it takes 3.')
  await expect(page.getByRole('navigation').getByRole('link', { name: /History/ })).toContainText(
    '1 new request',
  )

  await notices.getByRole('link').click()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('Somebody asks to find out who you are')
  await expect(page.getByText(/^Harbour Library, to which you showed it/)).toBeVisible()
  await expect(page.getByText('answering is voluntary', { exact: false })).toBeVisible()
  await expect(page.getByRole('link', { name: answerTo })).toHaveAttribute('href', answerTo)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the report' }).click()
  const report = await readFile(await (await saving).path(), 'utf8')
  for (const fact of [requestId, presentationId, answerTo]) expect(report).toContain(fact)
  // Whoever has looked has been told.
  await expect(page.getByRole('navigation').getByRole('link', { name: 'History', exact: true })).toBeVisible()

  await context.setOffline(true)
  await agreeToOpen(world, requestId, [1, 4])
  await expect(heading).toHaveText('Somebody asks to find out who you are')
  await context.setOffline(false)
  await expect(page.getByText('2 of the 3 trustees that it takes agree so far.')).toBeVisible()
  await agreeToOpen(world, requestId, [5])
  await page.reload()
  await unlock(page)
  await expect(heading).toHaveText('Whoever asked can now find out who you are')
  await expect(page.getByText('That cannot be undone.', { exact: false })).toBeVisible()
  await expect(page.getByRole('img', { name: /agree: 3, refuse: 0/ })).toBeVisible()
})
