import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const kB = 1000
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'velum-wallet-'))
let sizes: Map<string, number>

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production') // the test runner's own word would bring the libraries' development builds
  await build({ root, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } })
  const assets = join(folder, 'assets')
  sizes = new Map(
    readdirSync(assets).map((name) => [name, gzipSync(readFileSync(join(assets, name))).length]),
  )
}, 120_000)

afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function weight(names: RegExp): number {
  const matching = [...sizes].filter(([name]) => names.test(name))
  expect(matching.length).toBeGreaterThan(0)
  return matching.reduce((sum, [, bytes]) => sum + bytes, 0)
}

test('the unlock page weighs under 200 kB of code and style, and under 260 kB with its font', () => {
  const code = weight(/^(index|main)-[\w-]+\.(js|css)$/)
  expect(code).toBeLessThan(200 * kB)
  expect(code + weight(/latin-wdth-normal-[\w-]+\.woff2$/)).toBeLessThan(260 * kB)
})

test('what signs, proves and reads chains comes after it, and under 400 kB', () => {
  expect(weight(/^heavy-[\w-]+\.js$/)).toBeLessThan(400 * kB)
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
