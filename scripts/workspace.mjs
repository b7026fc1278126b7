// What every root script needs before anything is installed: built-in modules only, and syntax that an old Node can parse.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Stops with a sentence when this Node is older than the `engines` of the root manifest (`npm start` does not check them). */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = manifest.engines.node.replace('>=', '').split('.').map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  console.error(
    `Velum needs Node ${wantedMajor}.${wantedMinor} or newer; this is Node ${process.versions.node}.\n` +
      'Install a newer Node (https://nodejs.org) and run the same command again.',
  )
  process.exit(3)
}

/** Runs a command with inherited output and resolves to its exit code; a signal counts as 1. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      ...options,
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a command quietly and tells `report`; on failure shows what it printed. Resolves to true when it exited with 0. */
export async function runQuietly(title, command, args, { report = process.stdout, ...options } = {}) {
  const started = Date.now()
  const interactive = report.isTTY
  if (interactive) report.write(`  … ${title}`)
  let output = ''
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      ...options,
    })
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  report.write(`${interactive ? '\r' : ''}  ${code === 0 ? '✓' : '✗'} ${title} (${seconds} s)\n`)
  if (code !== 0) process.stderr.write(`${output.trimEnd()}\n`)
  return code === 0
}

/** pnpm of the pinned version, fetched by npx: nothing global is needed. */
export function pnpm(args) {
  const version = manifest.packageManager.split('@')[1]
  return ['npx', ['--yes', `pnpm@${version}`, ...args]]
}

/** Installs the workspace when the lockfile has changed since the last complete installation. */
export async function ensureInstalled({ report } = {}) {
  const stamp = join(root, 'node_modules', '.velum-installed')
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return
  const done = await runQuietly('install packages', ...pnpm(['install', '--frozen-lockfile']), { report })
  if (!done) {
    console.error(
      'Installing packages failed. Is the package registry reachable? Then run the same command again.',
    )
    process.exit(3)
  }
  writeFileSync(stamp, lockfile)
}
