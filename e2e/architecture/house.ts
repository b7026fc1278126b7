import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import typescript from 'typescript'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** The layers, top first. A package imports only packages on lines below its own; those on one line never meet. */
export const layers = [
  ['local-stack'],
  ['wallet', 'issuer-cli', 'authority-cli', 'service-demo', 'guided-demo'],
  ['holder', 'issuer', 'verifier', 'authority'],
  ['vault', 'exchange', 'registry'],
  ['credential'],
  ['binding'],
  ['bbs'],
  ['curve', 'did'],
] as const

/** What only one package may name, so that a library can be replaced in one place. */
export const soleUsers: Record<string, string[]> = {
  'did-resolver': ['did'],
  'ethr-did-resolver': ['did'],
  ethers: ['registry'],
  'ethr-did-registry': ['registry', 'contracts'],
  'idb-keyval': ['vault'],
  dcql: ['exchange'],
  jose: ['exchange'],
  '@openid4vc/': ['exchange'],
  '@digitalbazaar/': ['credential'],
  'drizzle-orm': ['issuer'],
  '@electric-sql/pglite': ['issuer'],
  react: ['wallet'],
  'mcl-wasm': ['curve'],
  '@mattrglobal/': ['credential'],
  'age-encryption': ['authority'],
}

interface Manifest {
  name: string
  version: string
  description?: string
  license?: string
  private?: boolean
  type?: string
  engines?: Record<string, string>
  exports?: Record<string, unknown>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

export interface Member {
  /** Last part of the package name, e.g. `credential`. */
  name: string
  folder: string
  manifest: Manifest
}

export function members(): Member[] {
  return ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => {
      const folder = join(root, parent, name)
      return {
        name,
        folder,
        manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest,
      }
    }),
  )
}

export function layerOf(name: string): number {
  return layers.findIndex((line) => (line as readonly string[]).includes(name))
}

/** Every TypeScript source below a folder, tests and outputs left out. */
export function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (['node_modules', 'dist', 'test', 'generated'].includes(name)) return []
    if (statSync(path).isDirectory()) return sources(path)
    return /\.(ts|tsx)$/.test(name) && !name.endsWith('.d.ts') ? [path] : []
  })
}

/** Module names that a source imports, types included: `import`, `export … from`, `import()`, and `import type`. */
export function importsOf(path: string): string[] {
  return typescript.preProcessFile(readFileSync(path, 'utf8')).importedFiles.map((file) => file.fileName)
}

export function shortPath(path: string): string {
  return relative(root, path)
}
