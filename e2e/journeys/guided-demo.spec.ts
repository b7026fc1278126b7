import { faultsOfPage } from './support/faults-of-page.ts'
import { expect, test } from './support/journey.ts'
import { guideScenes, walkGuide } from './support/walk-guide.ts'

test('a visitor clicks through a fraud and its opening, from every side, and the page of evidence agrees', async ({
  context,
  page,
  world,
}) => {
  test.setTimeout(600_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const seen: string[] = []
  await walkGuide({
    page,
    world,
    async visit(scene) {
      seen.push(scene)
      expect([scene, await faultsOfPage(page)]).toEqual([scene, []])
    },
  })
  expect(seen).toEqual(['first', ...guideScenes])

  await test.step('what was found out is on the market’s desk and in no other place of the guide', async () => {
    await page.goto(`${world.urls.guide}/scene/opening`)
    await expect(page.locator('#combine')).toContainText('familyName: "Lin"')
    for (const scene of guideScenes.filter((one) => one !== 'opening' && one !== 'card')) {
      await page.goto(`${world.urls.guide}/scene/${scene}`)
      expect([scene, (await page.content()).includes('familyName: "Lin"')]).toEqual([scene, false])
    }
  })

  await test.step('the files prove to a browser without a network what the terminal said', async () => {
    await page.goto(`${world.urls.guide}/scene/evidence`)
    const files: { name: string; mimeType: string; buffer: Buffer }[] = []
    for (const name of ['evidence.json', 'snapshot.json']) {
      const response = await page.request.get(`${world.urls.guide}/files/${name}`)
      expect(response.headers()['content-disposition']).toContain(name)
      files.push({ name, mimeType: 'application/json', buffer: await response.body() })
    }
    const opening = context.waitForEvent('page')
    await page.getByRole('link', { name: 'Open the page of evidence' }).click()
    const court = await opening
    await expect(court.getByRole('status')).toContainText('Everything is loaded.')
    await court.locator('#files').setInputFiles(files)
    await expect(court.getByRole('heading', { name: 'Every step holds' })).toBeVisible()
    await expect(court.locator('#outcome')).toContainText('Borrow a set of brass scales for one day')
    await court.getByRole('button', { name: 'Show whom it names' }).click()
    await expect(court.getByRole('definition').filter({ hasText: 'Yuzhu' }).first()).toBeVisible()
    await court.close()
  })

  await test.step('whoever comes back goes on where they were, in Chinese, on a phone, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.goto(`${world.urls.guide}/scene/trustees?language=zh`)
    await page.goto(world.urls.guide)
    await expect(page.getByRole('heading', { level: 1, name: '那个人是谁？' })).toBeVisible()
    expect(await faultsOfPage(page)).toEqual([])
    await page.getByRole('link', { name: '从上次的地方继续' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '须有三位同意，各自独立决定' })).toBeVisible()
    for (const scene of guideScenes) {
      await page.goto(`${world.urls.guide}/scene/${scene}`)
      expect([scene, await faultsOfPage(page)]).toEqual([scene, []])
    }
  })

  await page.goto(`${world.urls.guide}/scene/end?language=en`)
  await page.getByRole('button', { name: 'Begin anew' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Take a card that only you can show' }),
  ).toBeVisible()
  await expect(page.locator('.next')).not.toHaveAttribute('aria-disabled')
  await page.goto(`${world.urls.guide}/scene/request`)
  await expect(page.getByRole('heading', { level: 1, name: 'Open an account without a name' })).toBeVisible()
})
