import { join } from 'node:path'
import { openWalletWithCard } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { writeFilmOf } from './support/picture-camera.ts'

test('a wallet’s camera reads the code off the library’s screen', async ({
  page,
  playwright,
  world,
}, info) => {
  await page.goto(`${world.urls.demo}/`)
  await page.locator('velum-request').first().getByRole('button').first().click()
  const film = join(world.stateDir, 'camera.y4m')
  await writeFilmOf(await page.getByRole('img', { name: /QR code/ }).screenshot(), film, page)

  const options = info.project.use.launchOptions
  const camera = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]
  const phone = await playwright.chromium.launch({ ...options, args: [...(options?.args ?? []), ...camera] })
  const context = await phone.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    permissions: ['camera'],
  })
  const wallet = await openWalletWithCard(context, world)
  await wallet.getByRole('button', { name: 'To my cards' }).click()
  await wallet.getByRole('link', { name: 'Add a card' }).click()
  await wallet.getByRole('button', { name: 'Use the camera' }).click()
  await expect(wallet.getByRole('heading', { name: 'Harbour Library asks you' })).toBeVisible()
  await phone.close()
})
