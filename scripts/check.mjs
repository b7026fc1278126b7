// `npm run check`: format, lint, types, dead code, and that everything generated is up to date.
import { ensureInstalled, pnpm, requireNode, runQuietly } from './workspace.mjs'

requireNode()
await ensureInstalled()
const steps = [
  [
    'format and lint',
    'node',
    [
      'node_modules/@biomejs/biome/bin/biome',
      'ci',
      '--error-on-warnings',
      '--colors=off',
      '--max-diagnostics=40',
    ],
  ],
  ['types', 'node', ['node_modules/typescript/bin/tsc', '-b']],
  ['README is current', 'node', ['scripts/readme.mjs', '--check']],
  ['types of tests', 'node', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.tests.json']],
  ['sizes of what browsers load', 'node', ['scripts/sizes.mjs']],
  ['dead code', 'node', ['node_modules/knip/bin/knip.js']],
  ['generated ABI is current', ...pnpm(['--filter', '@velum/contracts', 'run', 'generate:check'])],
  ['format of the contracts', ...pnpm(['--filter', '@velum/contracts', 'run', 'format:check'])],
  ['gas snapshot is current', ...pnpm(['--filter', '@velum/contracts', 'run', 'snapshot:check'])],
]
let failed = 0
for (const [title, command, args] of steps) if (!(await runQuietly(title, command, args))) failed++
console.log(failed === 0 ? 'check: clean' : `check: ${failed} of ${steps.length} steps failed`)
process.exitCode = failed === 0 ? 0 : 1
