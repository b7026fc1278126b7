import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

export interface BrowserBundle {
  code: string
  /** What the bundle still imports beyond its own chunks: nothing, when it can run in a browser. */
  imports: string[]
  /** Of what loads at first. */
  gzippedBytes: number
  /** Of what is loaded when it is needed. */
  lazyGzippedBytes: number
}

/** Bundles all exports of some modules as a browser gets them, minified, from their sources. */
export async function bundleForBrowser(
  modules: readonly string[],
  alias: Record<string, string> = {},
): Promise<BrowserBundle> {
  const entry = modules.map((module) => `export * from ${JSON.stringify(module)}`).join('\n')
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias, conditions: ['source', 'module', 'browser', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? '\0entry' : undefined),
        load: (id) => (id === '\0entry' ? entry : undefined),
      },
    ],
    build: {
      write: false,
      rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict' },
    },
  })) as Rolldown.RolldownOutput
  const chunks = output.filter((part) => part.type === 'chunk')
  const codeOf = (parts: typeof chunks) => parts.map((chunk) => chunk.code).join('\n')
  const own = new Set(chunks.map((chunk) => chunk.fileName))
  const lazy = new Set(chunks.flatMap((chunk) => chunk.dynamicImports))
  return {
    code: codeOf(chunks),
    imports: chunks
      .flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports])
      .filter((name) => !own.has(name)),
    gzippedBytes: gzipSync(codeOf(chunks.filter((chunk) => !lazy.has(chunk.fileName)))).length,
    lazyGzippedBytes: gzipSync(codeOf(chunks.filter((chunk) => lazy.has(chunk.fileName)))).length,
  }
}
