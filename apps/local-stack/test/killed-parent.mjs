// Holds the guard of a local node as the stack does, makes a block, says its number, and waits to be killed.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const [port, stateFile] = process.argv.slice(2)
const fromHere = createRequire(import.meta.url)
const fromAnvil = createRequire(fromHere.resolve('@foundry-rs/anvil/package.json'))
const architecture = process.arch === 'x64' ? 'amd64' : process.arch
const binary = fromAnvil.resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/bin/anvil`)
const guard = fileURLToPath(new URL('../bin/anvil-guard.mjs', import.meta.url))
const args = [
  '--port',
  port,
  '--hardfork',
  'osaka',
  '--silent',
  '--state',
  stateFile,
  '--state-interval',
  '1',
]
spawn(process.execPath, [guard, binary, ...args], { stdio: ['pipe', 'ignore', 'inherit'], detached: true })

async function call(method, params = []) {
  const response = await fetch(`http://localhost:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  return (await response.json()).result
}

for (;;) {
  try {
    await call('evm_mine')
    break
  } catch {
    await sleep(50)
  }
}
await sleep(2500)
console.log(await call('eth_blockNumber'))
setInterval(() => {}, 1000)
