import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))

function filesIn(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(source, path), text: readFileSync(path, 'utf8') }))
}

const files = filesIn(source)
const mayKnowTheBrowser = /^(platform|service-worker)\/|^app\/start-app\.tsx$|^worker\/main\.ts$/
const globals =
  /(?<![.\w'-])(window|document|navigator|localStorage|sessionStorage|indexedDB|caches|location|matchMedia|addEventListener|fetch|crypto|setInterval)\s*[.(]/

test('only the platform folder and the two doors know the browser', () => {
  const strays = files
    .filter(({ path }) => !mayKnowTheBrowser.test(path))
    .filter(({ text }) =>
      globals.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'[^'\n]*'/g, "''")),
    )
  expect(strays.map(({ path }) => path)).toEqual([])
})

test('flows know nothing of pages', () => {
  const flows = files.filter(({ path }) => /^features\/[\w-]+\/[\w-]+-flow\.ts$/.test(path))
  expect(flows.length).toBeGreaterThan(3)
  expect(flows.filter(({ text }) => /from 'react|\.tsx'/.test(text)).map(({ path }) => path)).toEqual([])
})

test('the page reaches what signs and proves through the worker alone', () => {
  const heavy = /from '@velum\/(vault|registry|credential|exchange)'/
  const values = /^import (?!type )[^'"]*from '@velum\/(holder|did)'/m
  const strays = files
    .filter(({ path }) => !/^(worker|engine)\//.test(path))
    .filter(
      ({ path, text }) => heavy.test(text) || (values.test(text) && !path.endsWith('add/place-of-link.ts')),
    )
  expect(strays.map(({ path }) => path)).toEqual([])
})
