import { askInLibrary, openWalletWithCard, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'

test('the wallet opens without a network, and shows its cards and what was shown before', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await askInLibrary(page, world, '/delivery')
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to/ })).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)

  await page.goto(`${world.urls.wallet}/#/`)
  await page.reload()
  await unlock(page)
  await expect(page.getByText('You are offline.')).toBeVisible()
  await page.getByRole('link', { name: /Open Resident ID/ }).click()
  await expect(page.getByText('Quillfeather', { exact: true })).toBeVisible()
  await expect(page.getByText('12 Lantern Street', { exact: true })).toBeVisible()

  await page.getByRole('link', { name: 'History', exact: true }).click()
  await page.getByRole('link', { name: /Harbour Library/ }).click()
  await expect(page.getByText('200311')).toBeVisible()
})

test('it can be installed: a manifest with icons, and a service worker that controls the page', async ({
  page,
  world,
}) => {
  await page.goto(world.urls.wallet)
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
    return (await fetch(link?.href ?? '')).json()
  })
  expect(manifest).toMatchObject({ name: 'Velum', display: 'standalone' })
  for (const { src } of manifest.icons) {
    expect((await page.request.get(new URL(src, world.urls.wallet).href)).ok()).toBe(true)
  }
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
})
