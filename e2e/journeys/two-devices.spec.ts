import { factsSeen, openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('a phone answers by QR code what a browser on another device asked for, and no third browser gets the answer', async ({
  browser,
  world,
}) => {
  const desk = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true })
  const stranger = await browser.newContext()

  const library = await desk.newPage()
  await library.goto(`${world.urls.demo}/`)
  await library.locator('velum-request').first().getByRole('button').first().click()
  const code = library.getByRole('img', { name: /QR code/ })
  await expect(code).toBeVisible()
  const picture = await code.screenshot({ scale: 'css' })

  const wallet = await openWalletWithCard(phone, world)
  await wallet.getByRole('button', { name: 'To my cards' }).click()
  await wallet.getByRole('link', { name: 'Add a card' }).click()
  const chooser = wallet.waitForEvent('filechooser')
  await wallet.getByRole('button', { name: 'Choose a picture' }).click()
  await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture })

  await expect(wallet.getByRole('heading', { name: 'Harbour Library asks you' })).toBeVisible()
  await wallet.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(wallet.getByRole('heading', { name: /^Shown to/ })).toBeVisible()
  await expect(wallet.getByText('Go on in the window where the service is open.')).toBeVisible()

  await expect(library.getByRole('heading', { name: 'Welcome aboard' })).toBeVisible()
  expect(await factsSeen(library)).toEqual({
    Region: 'Old Harbour',
    'Residency status': 'Permanent resident',
  })

  const copied = await stranger.newPage()
  await copied.goto(library.url())
  await expect(copied.getByRole('heading', { name: 'This answer belongs to another browser' })).toBeVisible()
  expect(await copied.content()).not.toContain('Old Harbour')
  for (const context of [desk, phone, stranger]) await context.close()
})

test('a picture without a code, and a link that is not for a wallet, are named as such', async ({
  context,
  world,
}) => {
  const wallet = await openWalletWithCard(context, world)
  await wallet.goto(`${world.urls.wallet}/#/add`)
  await wallet.getByRole('textbox', { name: 'Link' }).fill('https://example.com/nothing-for-a-wallet')
  await wallet.getByRole('button', { name: 'Continue' }).click()
  await expect(wallet.getByText('This is not a link for a wallet.')).toBeVisible()

  const blank = await wallet.screenshot({ clip: { x: 0, y: 0, width: 40, height: 40 } })
  const chooser = wallet.waitForEvent('filechooser')
  await wallet.getByRole('button', { name: 'Choose a picture' }).click()
  await (await chooser).setFiles({ name: 'blank.png', mimeType: 'image/png', buffer: blank })
  await expect(wallet.getByText('There is no QR code in this picture')).toBeVisible()
})
