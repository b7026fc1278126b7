import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './workspace.mjs'

/** Builds the libraries and, when anything it is made of has changed, the wallet. Resolves to false when a step failed. */
export async function buildAll({ root }) {
  if (!(await runQuietly('build packages', 'node', ['node_modules/typescript/bin/tsc', '-b']))) return false
  const wallet = join(root, 'apps/wallet')
  const stamp = join(wallet, 'dist/.built-from')
  const made = fingerprint([
    wallet,
    ...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name)),
    join(root, 'pnpm-lock.yaml'),
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return true
  if (!(await runQuietly('build the wallet', 'npm', ['run', '--silent', 'build'], { cwd: wallet })))
    return false
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
