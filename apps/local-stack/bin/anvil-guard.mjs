// Runs anvil and ends it when the parent is gone, however it went: the parent holds the other end of our standard input.
// Without it a stack that was killed would leave a node behind that still holds the port.
import { spawn } from 'node:child_process'

const [binary, ...args] = process.argv.slice(2)
const anvil = spawn(binary, args, { stdio: ['ignore', 'ignore', 'inherit'] })

anvil.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
anvil.on('exit', (code) => process.exit(code ?? 1))
process.stdin.resume()
process.stdin.on('end', () => anvil.kill('SIGTERM'))
process.stdin.on('error', () => anvil.kill('SIGTERM'))
// Ctrl-C reaches the whole group; the parent decides when the node goes.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => anvil.kill('SIGTERM'))
