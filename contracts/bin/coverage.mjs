#!/usr/bin/env node
// Measures what the tests execute of src/ and fails below the threshold, for lines, branches and functions alike.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const THRESHOLD = 95

const here = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const report = here('../cache/lcov.info')

const measured = spawnSync(
  process.execPath,
  [
    here('forge.cjs'),
    'coverage',
    '--report',
    'lcov',
    '--report-file',
    report,
    '--no-match-coverage',
    'test/',
    // Thousands of calls without the optimiser, over lines that the unit tests execute.
    '--no-match-test',
    'invariant',
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
if (measured.status !== 0) {
  console.error('forge coverage failed.')
  process.exit(measured.status ?? 1)
}

const lcov = readFileSync(report, 'utf8')
const total = (key) =>
  [...lcov.matchAll(new RegExp(`^${key}:(\\d+)$`, 'gm'))].reduce((sum, [, n]) => sum + Number(n), 0)

for (const [what, hit, found] of [
  ['lines', total('LH'), total('LF')],
  ['branches', total('BRH'), total('BRF')],
  ['functions', total('FNH'), total('FNF')],
]) {
  // Nothing found is a broken report, not full coverage.
  const percent = found === 0 ? 0 : (100 * hit) / found
  console.log(`${what}: ${hit} of ${found} (${percent.toFixed(1)} %)`)
  if (percent <= THRESHOLD) {
    console.error(`Coverage of ${what} must be above ${THRESHOLD} %.`)
    process.exitCode = 1
  }
}
