#!/usr/bin/env node
// Runs the contracts' tests and returns forge's exit code. With VELUM_FORGE_REPORT=FILE it also writes how many
// tests passed, failed and were skipped, as JSON.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('forge.cjs', import.meta.url))
const forge = spawn(process.execPath, [launcher, 'test', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
let output = ''
forge.stdout.on('data', (chunk) => {
  process.stdout.write(chunk)
  output += chunk
})
const [code] = await once(forge, 'close')

const report = process.env.VELUM_FORGE_REPORT
const counts = /(\d+) tests? passed, (\d+) failed, (\d+) skipped \(\d+ total tests?\)/.exec(output)
if (report !== undefined && counts !== null) {
  const [passed, failed, skipped] = counts.slice(1).map(Number)
  writeFileSync(report, JSON.stringify({ passed, failed, skipped }))
}
process.exitCode = code ?? 1
