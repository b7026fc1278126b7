// Builds everything that runs: libraries and command lines by `tsc -b`, the wallet by vite. Incremental.

import { buildAll } from './build-all.mjs'
import { ensureInstalled, requireNode, root } from './workspace.mjs'

requireNode()
await ensureInstalled()
process.exitCode = (await buildAll({ root })) ? 0 : 1
