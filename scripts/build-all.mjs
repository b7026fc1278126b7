import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './workspace.mjs'

/** What vite bundles for the browser: apart from the libraries, and slow enough to be skipped while nothing of it has changed. */
const bundles = [
  { app: 'apps/wallet', title: 'the wallet' },
  { app: 'apps/service-demo', title: 'the page of evidence' },
]

/** Builds the libraries and, where anything they are made of has changed, what browsers run. Resolves to false when a step failed. */
export async function buildAll({ root }) {
  if (!(await runQuietly('build packages', 'node', ['node_modules/typescript/bin/tsc', '-b']))) return false
  for (const { app, title } of bundles)
    if (!(await buildBundle({ root, app: join(root, app), title }))) return false
  return true
}

async function buildBundle({ root, app, title }) {
  const stamp = join(app, 'dist/.built-from')
  const made = fingerprint([
    app,
    ...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name)),
    join(root, 'pnpm-lock.yaml'),
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return true
  if (!(await runQuietly(`build ${title}`, 'npm', ['run', '--silent', 'build'], { cwd: app }))) return false
  writeFileSync(stamp, made)
  return true
}

// Names, sizes and contents of the sources; build outputs and tests do not count.
function fingerprint(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const stat = statSync(path)
    if (!stat.isDirectory()) return hash.update(path).update(readFileSync(path))
    for (const name of readdirSync(path).sort()) {
      if (['node_modules', 'dist', 'test', 'server'].includes(name) || name.endsWith('.tsbuildinfo')) continue
      visit(join(path, name))
    }
  }
  for (const path of paths) visit(path)
  return hash.digest('hex')
}
