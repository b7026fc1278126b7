import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bundleForBrowser } from '../../../e2e/support/bundle-for-browser.ts'

const did = fileURLToPath(new URL('../../did/src/index.ts', import.meta.url))
const registry = fileURLToPath(new URL('../src/index.ts', import.meta.url))
const kB = 1000

it('runs in a browser: the bundle needs nothing of Node', async () => {
  const { code, imports, gzippedBytes } = await bundleForBrowser([registry])
  expect(imports).toEqual([])
  expect(code).not.toContain('__vite-browser-external')
  expect(gzippedBytes).toBeLessThan(84 * kB)
})

it('shares ethers with DID resolution when ethr-did-resolver is taken from its source', async () => {
  // The library is CommonJS and would bring a second ethers, in CommonJS too.
  const source = createRequire(did)
    .resolve('ethr-did-resolver')
    .replace(/lib.index\.js$/, 'src/resolver.ts')
  const { imports, gzippedBytes } = await bundleForBrowser([did, registry], { 'ethr-did-resolver': source })
  expect(imports).toEqual([])
  expect(gzippedBytes).toBeLessThan(151 * kB)
})
