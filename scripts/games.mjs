// `npm run games`: the promises of the proof system against adversaries who try to break them. Closes with `N passed, N failed`.
import { ensureInstalled, requireNode, run } from './workspace.mjs'

requireNode()
await ensureInstalled()
const config = ['--config', 'e2e/games/vitest.config.mjs']
process.exitCode = await run('node', [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...config,
  ...process.argv.slice(2),
])
