// `npm test`: installs what is missing, runs everything and closes with one line, `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChineseFont, findBrowser } from './browser.mjs'
import { buildAll } from './build-all.mjs'
import { playwrightFailures, vitestFailures } from './failures.mjs'
import { ensureInstalled, pnpm, requireNode, root, run } from './workspace.mjs'

requireNode()
const reports = mkdtempSync(join(tmpdir(), 'velum-test-'))
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const log = (line) => console.log(`  ${line}`)

function add(title, { passed = 0, failed = 0, skipped = 0 }, names = []) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  if (failed > 0)
    failures.push(...(names.length > 0 ? names : ['see above']).map((name) => `${title}: ${name}`))
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${title}: ${passed} passed, ${failed} failed, ${skipped} skipped\n`,
  )
}

// Counts from a report that the runner wrote; a runner that died before it could write one is a failure of its own.
function addReport(title, exitCode, file, count, namesOf = () => []) {
  let counts
  let names = []
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    counts = count(report)
    names = namesOf(report)
  } catch (error) {
    console.error(`${title}: no report (${error.message})`)
    counts = { failed: 1 }
  }
  if (exitCode !== 0 && !counts.failed) counts.failed = 1
  if (exitCode === 0 && !counts.failed && !counts.passed) counts.failed = 1
  add(title, counts, names)
}

await ensureInstalled()
const browser = await findBrowser(log)
if (!browser) log('no browser could be found or installed: the journeys will fail')
if (!ensureChineseFont(log)) log('no Chinese font: screenshots in Chinese will show boxes')

console.log('\n— build')
const built = await buildAll({ root })
add('build', built ? { passed: 1 } : { failed: 1 })

console.log('— check')
add('check', (await run('node', ['scripts/check.mjs'])) === 0 ? { passed: 1 } : { failed: 1 })

console.log('— contracts')
const forgeReport = join(reports, 'forge.json')
const forgeExit = await run(...pnpm(['--filter', '@velum/contracts', 'run', 'test']), {
  env: { ...process.env, VELUM_FORGE_REPORT: forgeReport },
})
addReport('contracts', forgeExit, forgeReport, (report) => report)
add(
  'contracts coverage',
  (await run(...pnpm(['--filter', '@velum/contracts', 'run', 'coverage']))) === 0
    ? { passed: 1 }
    : { failed: 1 },
)

console.log('— packages')
const vitestReport = join(reports, 'vitest.json')
const vitestExit = await run('node', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
])
addReport(
  'packages',
  vitestExit,
  vitestReport,
  (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
        .length,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  (report) => vitestFailures(report, root),
)

console.log('— games')
const gamesReport = join(reports, 'games.json')
const gamesExit = await run('node', ['scripts/games.mjs'], {
  env: { ...process.env, VELUM_GAMES_REPORT: gamesReport },
})
addReport('games', gamesExit, gamesReport, (report) => report)

console.log('— journeys')
const journeysReport = join(reports, 'journeys.json')
const journeysExit = await run(
  'node',
  ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
  {
    cwd: join(root, 'e2e'),
    env: { ...process.env, VELUM_BROWSER: browser ?? '', PLAYWRIGHT_JSON_OUTPUT_NAME: journeysReport },
  },
)
addReport(
  'journeys',
  journeysExit,
  journeysReport,
  ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }),
  playwrightFailures,
)

rmSync(reports, { recursive: true, force: true })
if (failures.length > 0) console.log(`failed:\n${failures.map((line) => `  ✗ ${line}`).join('\n')}\n`)
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed === 0 ? 0 : 1
