import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { weighWallet } from '../../../scripts/wallet-sizes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'velum-wallet-'))

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production') // the test runner's own word would bring the libraries' development builds
  await build({ root, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } })
}, 120_000)

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('every part that a holder downloads keeps within its budget', () => {
  const weighed = weighWallet(folder)
  expect(weighed.length).toBeGreaterThan(3)
  expect(weighed.filter(({ kB, budget }) => kB > budget)).toEqual([])
})

test('the page carries its policy, and loads no script but its own files', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page).toMatch(/http-equiv="Content-Security-Policy"/)
  const scripts = [...page.matchAll(/<script([^>]*)>([^<]*)/g)]
  expect(scripts.length).toBeGreaterThan(0)
  for (const [, attributes, inline] of scripts) {
    expect(attributes).toMatch(/src="\/[^/]/)
    expect(inline).toBe('')
  }
})

test('nothing of the invented data for looking at the screens is shipped', () => {
  const shipped = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|html)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  expect(shipped.some((text) => text.includes('Tidewater Bank'))).toBe(false)
})
