import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { layerOf, layers, members, root } from './house.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')

describe('README', () => {
  it('runs before its fortieth line', () => {
    const lines = readme.split('\n')
    expect(lines.findIndex((line) => line.trim() === 'npm start')).toBeGreaterThan(0)
    expect(lines.findIndex((line) => line.trim() === 'npm start')).toBeLessThan(40)
    expect(lines.findIndex((line) => line.trim() === 'npm test')).toBeLessThan(40)
  })

  it('draws the layers that the test of layers holds', () => {
    const drawing = /```text layers\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const drawn = drawing
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) =>
        line
          .replace(/^\s*\S+\s{2,}/, '')
          .trim()
          .split(/\s{2,}/),
      )
    expect(drawn).toEqual(layers.map((line) => [...line]))
  })

  it('draws exactly the packages that the manifests declare between them', () => {
    const drawn = [...readme.matchAll(/^\| `([a-z-]+)` \| [^|]+ \| ([^|]*) \|$/gm)].map(([, name, below]) => [
      name,
      [...(below as string).matchAll(/`([a-z-]+)`/g)].map((match) => match[1]),
    ])
    const declared = members()
      .sort((a, b) => layerOf(b.name) - layerOf(a.name) || a.name.localeCompare(b.name))
      .map(({ name, manifest }) => [
        name,
        Object.keys(manifest.dependencies ?? {})
          .filter((dependency) => dependency.startsWith('@velum/'))
          .map((dependency) => dependency.replace('@velum/', ''))
          .sort(),
      ])
    expect(drawn).toEqual(declared)
  })

  it('shows the very lines that embed the SDK in the demo service, fifteen at most', () => {
    const server = readFileSync(join(root, 'apps/service-demo/src/server.ts'), 'utf8')
    const lines = (/\/\/ #region velum\n([\s\S]*?)\n *\/\/ #endregion/.exec(server)?.[1] ?? '').split('\n')
    expect(lines.length).toBeLessThanOrEqual(15)
    expect(readme).toContain(lines.map((line) => line.replace(/^ {2}/, '')).join('\n'))
  })
})
