import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, members, root, sources } from './house.ts'

const cryptography =
  /^(@digitalbazaar\/|@mattrglobal\/|@noble\/|hash-wasm$|jose$|mcl-wasm$|@openid4vc\/|ethers$|ethr-did-resolver$|did-resolver$)/

describe('manifests', () => {
  for (const { name, folder, manifest } of members()) {
    it(`${name}: names itself, its licence, its Node and its one sentence`, () => {
      expect(manifest.name).toBe(`@velum/${name}`)
      expect(manifest.license).toBe('Apache-2.0')
      expect(manifest.type).toBe('module')
      expect(manifest.engines?.node).toBe('>=20.19')
      expect(manifest.description).toMatch(/\S+/)
    })

    it(`${name}: pins cryptography exactly`, () => {
      const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
        ([library, range]) => cryptography.test(library) && !/^\d+\.\d+\.\d+$/.test(range),
      )
      expect(loose).toEqual([])
    })

    it(`${name}: declares what its sources import and imports what it declares`, () => {
      const imported = new Set(
        sources(folder)
          .flatMap(importsOf)
          .filter((specifier) => !/^(\.|node:|virtual:|#|\/)/.test(specifier))
          .map((specifier) =>
            specifier
              .split('/')
              .slice(0, specifier.startsWith('@') ? 2 : 1)
              .join('/'),
          ),
      )
      const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect([...imported].filter((library) => !declared.has(library))).toEqual([])
      const unused = Object.keys(manifest.dependencies ?? {}).filter(
        (library) => library.startsWith('@velum/') && !imported.has(library),
      )
      expect(unused).toEqual([])
    })
  }

  it('keeps download addresses out of the lockfile', () => {
    expect(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/resolved|tarball: *http/)
  })
})
