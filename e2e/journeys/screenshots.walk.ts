import { join } from 'node:path'
import { test } from './support/journey.ts'
import { walkBoundScreens } from './support/walk-bound-screens.ts'
import { walkScreens } from './support/walk-screens.ts'

const folder = join(import.meta.dirname, '../test-results/screens')
const sizes = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const

for (const [size, viewport] of Object.entries(sizes)) {
  for (const language of ['en', 'zh'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const kind = `${size}-${language}-${colorScheme}`
      test(`every screen: ${kind}`, async ({ browser, world }) => {
        test.setTimeout(120_000)
        const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
        let count = 0
        for (const walk of [walkScreens, walkBoundScreens]) {
          const context = await browser.newContext({ viewport, locale, colorScheme, reducedMotion: 'reduce' })
          const page = await context.newPage()
          await walk({
            page,
            world,
            language,
            async visit(screen) {
              const number = String(++count).padStart(2, '0')
              await page.screenshot({ path: join(folder, kind, `${number}-${screen}.png`), fullPage: true })
            },
          })
          await context.close()
        }
      })
    }
  }
}
