// `npm start`: installs, builds and runs the whole local stack; Ctrl-C stops all of it.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildAll } from './build-all.mjs'
import { ensureInstalled, requireNode, root } from './workspace.mjs'

requireNode()
console.log('Velum, the whole stack on this machine\n')
await ensureInstalled()
if (!(await buildAll({ root }))) process.exit(1)

const stack = spawn(process.execPath, [join(root, 'apps/local-stack/dist/main.js')], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  cwd: root,
})
// The terminal sends Ctrl-C to the whole group; a plain kill reaches only this process and is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => stack.kill('SIGTERM'))
// A closed terminal: the same.
process.on('SIGHUP', () => stack.kill('SIGTERM'))
stack.on('exit', (code) => process.exit(code ?? 1))
