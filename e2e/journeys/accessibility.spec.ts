import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from './support/journey.ts'
import { walkScreens } from './support/walk-screens.ts'

test('no screen of the wallet has a serious fault of accessibility, in light or in dark', async ({
  page,
  world,
}) => {
  test.setTimeout(180_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const faults: string[] = []
  let looked = 0
  await walkScreens({
    page,
    world,
    language: 'en',
    async visit(screen) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
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
  })
  expect(faults).toEqual([])
  expect(looked).toBeGreaterThan(40)
})
