import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bundleForBrowser } from '../../../e2e/support/bundle-for-browser.ts'

it('runs in a browser: the bundle needs nothing of Node', async () => {
  const door = fileURLToPath(new URL('../src/index.ts', import.meta.url))
  const { code, imports, gzippedBytes } = await bundleForBrowser([door])
  expect(imports).toEqual([])
  expect(code).not.toContain('__vite-browser-external')
  expect(gzippedBytes).toBeLessThan(170_000)
})
