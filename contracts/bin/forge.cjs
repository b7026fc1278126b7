#!/usr/bin/env node
// Runs the native forge that npm installed and returns its exit code: the wrapper that the package publishes
// as `forge` exits 0 when tests fail.
const { spawnSync } = require('node:child_process')
const { createRequire } = require('node:module')
const path = require('node:path')

const cpu = { x64: 'amd64', arm64: 'arm64' }[process.arch] ?? process.arch
const executable = process.platform === 'win32' ? 'forge.exe' : 'forge'
const platformPackage = `@foundry-rs/forge-${process.platform}-${cpu}`

// The native package is a dependency of @foundry-rs/forge, so it is looked up from there.
const forgePackage = createRequire(require.resolve('@foundry-rs/forge/package.json'))
let native
try {
  native = forgePackage.resolve(`${platformPackage}/bin/${executable}`)
} catch {
  console.error(`forge is not available for this platform: ${platformPackage} is not installed.`)
  process.exit(1)
}

const root = path.join(__dirname, '..')
const run = spawnSync(native, process.argv.slice(2), { stdio: 'inherit', cwd: root })
if (run.error) throw run.error
process.exit(run.status ?? 1)
