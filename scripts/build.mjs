// Builds everything that runs: libraries and command lines by `tsc -b`, the wallet by vite. Incremental.
import { ensureInstalled, requireNode, root } from './workspace.mjs'
import { buildAll } from './build-all.mjs'

requireNode()
await ensureInstalled()
process.exitCode = (await buildAll({ root })) ? 0 : 1
