// `npm run bench`: our BBS and our W3C credentials beside the others that are published, and openings. Options: see e2e/bench/main.mjs.
import { ensureInstalled, requireNode, run, runQuietly } from './workspace.mjs'

requireNode()
// Standard output is the result's alone: `--json` is read by programs.
const report = process.stderr
await ensureInstalled({ report })
const build = ['node_modules/typescript/bin/tsc', '-b', 'apps/local-stack']
if (!(await runQuietly('build packages', 'node', build, { report }))) process.exit(1)
process.exitCode = await run('node', ['e2e/bench/main.mjs', ...process.argv.slice(2)])
