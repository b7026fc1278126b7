import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bundleForBrowser } from '../../../e2e/support/bundle-for-browser.ts'

const credential = fileURLToPath(new URL('../src/index.ts', import.meta.url))

test('the package runs in a browser under a strict policy: it needs nothing of Node and evaluates no text', async () => {
  const { code, imports, gzippedBytes, lazyGzippedBytes } = await bundleForBrowser([credential])
  expect(imports).toEqual([])
  expect(code).not.toMatch(/__vite-browser-external|from ?["']node:|\brequire\(["']/)
  expect(code).not.toMatch(/\bnew Function\(|[^.\w]eval\(/)
  expect(gzippedBytes).toBeLessThan(250_000)
  // The pairing engine waits until a proof is made or checked, the library of BBS+ until one of its credentials is there.
  expect(lazyGzippedBytes).toBeGreaterThan(300_000)
  expect(lazyGzippedBytes).toBeLessThan(400_000)
})
