import { join } from 'node:path'
import { createEvidenceFiles, picked } from './support/evidence-files.ts'
import { test } from './support/journey.ts'
import { guideScenes, walkGuide } from './support/walk-guide.ts'

const folder = join(import.meta.dirname, '../test-results/screens')
const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const

test('every screen of the guided demo', async ({ browser, world }) => {
  test.setTimeout(600_000)
  const first = await browser.newContext({ viewport: sizes.desk, reducedMotion: 'reduce' })
  const page = await first.newPage()
  await walkGuide({
    page,
    world,
    visit: async (scene) => {
      await page.screenshot({ path: join(folder, 'guide', `walk-${scene}.png`), fullPage: true })
    },
    visitWallet: async (scene, wallet) => {
      await wallet.screenshot({ path: join(folder, 'guide', `wallet-${scene}.png`), fullPage: true })
    },
  })
  await first.close()
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const language of ['en', 'zh'] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
        const context = await browser.newContext({ viewport, locale, colorScheme, reducedMotion: 'reduce' })
        const again = await context.newPage()
        const kind = join(folder, 'guide', `${size}-${language}-${colorScheme}`)
        await again.goto(world.urls.guide)
        await again.screenshot({ path: join(kind, '00-first.png'), fullPage: true })
        for (const [position, scene] of guideScenes.entries()) {
          await again.goto(`${world.urls.guide}/scene/${scene}`)
          const number = String(position + 1).padStart(2, '0')
          await again.screenshot({ path: join(kind, `${number}-${scene}.png`), fullPage: true })
        }
        await context.close()
      }
    }
  }
})

test('the page of evidence', async ({ browser, world }) => {
  test.setTimeout(120_000)
  const files = await createEvidenceFiles()
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const language of ['en', 'zh'] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
        const context = await browser.newContext({ viewport, locale, colorScheme, reducedMotion: 'reduce' })
        const page = await context.newPage()
        const kind = join(folder, 'evidence', `${size}-${language}-${colorScheme}`)
        await page.goto(`${world.urls.market}/evidence`)
        await page.locator('#drop.ready').waitFor()
        await page.screenshot({ path: join(kind, '1-empty.png'), fullPage: true })
        await page.locator('#files').setInputFiles([files.evidence, files.snapshot])
        await page.locator('.verdict').waitFor()
        await page.screenshot({ path: join(kind, '2-holds.png'), fullPage: true })
        await page.locator('#files').setInputFiles([files.spoilt((file) => ({ ...file, record: null }))])
        await page.locator('.broken').waitFor()
        await page.screenshot({ path: join(kind, '3-broken.png'), fullPage: true })
        await page.locator('#files').setInputFiles([files.certificate, files.evidence])
        await page.locator('.held').waitFor()
        await page.locator('.trust-box').check()
        await page.locator('.held').waitFor()
        await page.screenshot({ path: join(kind, '4-certificate.png'), fullPage: true })
        await page.locator('#files').setInputFiles([picked('changed.json', '\ufeff{}')])
        await page.locator('#problem button').waitFor()
        await page.screenshot({ path: join(kind, '5-refused.png'), fullPage: true })
        await context.close()
      }
    }
  }
})
