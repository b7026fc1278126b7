import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** A file of the service's own look. */
export function publicFile(name: string): Promise<Response> {
  return file(fileURLToPath(new URL('../public/', import.meta.url)), name)
}

/** A module of the SDK's `<velum-request>`. They import each other by relative names and nothing else, so a site
 *  without a bundler serves them as they are. */
export function elementFile(name: string): Promise<Response> {
  // Of the build, also when the `source` condition of this workspace makes Node find the source.
  const entry = createRequire(import.meta.url).resolve('@velum/verifier/element')
  return file(join(dirname(entry), '../../dist/element'), name)
}

/** What the page of evidence runs, as vite bundled it. */
export function evidenceFile(name: string): Promise<Response> {
  return file(fileURLToPath(new URL('../dist/evidence/', import.meta.url)), name)
}

async function file(folder: string, name: string): Promise<Response> {
  const type = types[extname(name)]
  if (type === undefined || !/^[\w-]+\.\w+$/.test(name)) return new Response(null, { status: 404 })
  const content = await readFile(join(folder, name)).catch(() => undefined)
  if (content === undefined) return new Response(null, { status: 404 })
  return new Response(content, { headers: { 'content-type': type, 'cache-control': 'no-cache' } })
}
