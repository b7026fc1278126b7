import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const font = 'instrument-sans-latin-wght-normal.woff2'

/** A file of the guide's own look. */
export async function publicFile(name: string): Promise<Response> {
  const type = types[extname(name)]
  if (type === undefined || !/^[\w-]+\.\w+$/.test(name)) return new Response(null, { status: 404 })
  const folder = name === font ? fontFolder() : fileURLToPath(new URL('../public/', import.meta.url))
  const content = await readFile(join(folder, name)).catch(() => undefined)
  if (content === undefined) return new Response(null, { status: 404 })
  return new Response(content, { headers: { 'content-type': type, 'cache-control': 'no-cache' } })
}

function fontFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@fontsource-variable/instrument-sans/package.json')
  return join(dirname(manifest), 'files')
}
