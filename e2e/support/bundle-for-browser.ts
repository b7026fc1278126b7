import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

export interface BrowserBundle {
  code: string
  /** What the bundle still imports: nothing, when it can run in a browser. */
  imports: string[]
  gzippedBytes: number
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
  const code = chunks.map((chunk) => chunk.code).join('\n')
  return {
    code,
    imports: chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]),
    gzippedBytes: gzipSync(code).length,
  }
}
