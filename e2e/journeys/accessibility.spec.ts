import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { walkBoundScreens } from './support/walk-bound-screens.ts'
import { walkScreens } from './support/walk-screens.ts'

test('no screen of the wallet has a serious fault of accessibility, in light or in dark', async ({
  page,
  world,
}) => {
  test.setTimeout(180_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const { visit, faults, looked } = inspect(page)
  await walkScreens({ page, world, language: 'en', visit })
  expect(faults).toEqual([])
  expect(looked()).toBeGreaterThan(40)
})

for (const language of ['en', 'zh'] as const) {
  test(`nor has any that comes with a card bound to its holder: ${language}`, async ({ browser, world }) => {
    test.setTimeout(180_000)
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
    const context = await browser.newContext({ locale, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const { visit, faults, looked } = inspect(page)
    await walkBoundScreens({ page, world, language, visit })
    await context.close()
    expect(faults).toEqual([])
    expect(looked()).toBe(22)
  })
}

/** Looks at each screen in light and in dark, and collects what is seriously wrong. */
function inspect(page: Page) {
  const faults: string[] = []
  let looked = 0
  return {
    faults,
    looked: () => looked,
    async visit(screen: string): Promise<void> {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await atRest(page)
        // React Aria's region for spoken messages keeps one for a moment after its label has left the page.
        const axe = new AxeBuilder({ page })
          .options({ resultTypes: ['violations'] })
          .exclude('[data-live-announcer]')
        if (colorScheme === 'dark') axe.withRules('color-contrast') // all else is the same as in light
        const { violations } = await axe.analyze()
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue
          const where = nodes.map(({ target }) => target.join(' ')).join(', ')
          faults.push(`${screen}, ${colorScheme}: ${id} at ${where}`)
        }
        looked++
      }
      await page.emulateMedia({ colorScheme: 'light' })
    },
  }
}

/** Colours change by transitions, of one millisecond here; until they end, those of before are still seen. A browser that draws nothing
 *  owes no frame and ends none, so they are ended here. */
const atRest = (page: Page) =>
  page.evaluate(async () => {
    const drawn = new Promise(requestAnimationFrame)
    await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, 500))])
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish()
    }
  })
