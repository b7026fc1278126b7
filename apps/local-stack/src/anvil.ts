import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { StackError } from './stack-error.ts'

export interface Anvil {
  rpcUrl: string
  port: number
  /** Ends the node after it has written its state. */
  stop(): Promise<void>
}

export interface AnvilOptions {
  port: number
  /** Where the chain is kept, rewritten every second; without it the chain is gone with the process. */
  stateFile?: string
  /** A block is final twice as many blocks later. At once by default: a chain that mines on demand may never have those. */
  slotsInEpoch?: number
}

/** Starts an EVM node (Prague and later precompiles) and waits until it answers.
 *  Throws StackError 'chain-did-not-start'. */
export async function startAnvil({ port, stateFile, slotsInEpoch = 0 }: AnvilOptions): Promise<Anvil> {
  const args = ['--port', String(port), '--hardfork', 'osaka', '--silent']
  args.push('--slots-in-an-epoch', String(slotsInEpoch))
  if (stateFile) args.push('--state', stateFile, '--state-interval', '1')
  const guard = fileURLToPath(new URL('../bin/anvil-guard.mjs', import.meta.url))
  const child = spawn(process.execPath, [guard, anvilBinary(), ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in the terminal is for us to handle, in order, and not for the node.
    detached: true,
  })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000)
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))

  const rpcUrl = `http://localhost:${port}`
  if (!(await answers(rpcUrl, () => child.exitCode === null))) {
    child.stdin.end()
    throw new StackError(
      'chain-did-not-start',
      `The local EVM node did not start on port ${port}. ${complaint.trim()}`,
    )
  }
  return {
    rpcUrl,
    port,
    async stop() {
      child.stdin.end()
      await exited
    },
  }
}

async function answers(rpcUrl: string, alive: () => boolean): Promise<boolean> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  for (let attempt = 0; attempt < 300 && alive(); attempt++) {
    try {
      const response = await fetch(rpcUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      if (response.ok) return true
    } catch {
      // Not listening yet: the loop is the wait.
    }
    await sleep(50)
  }
  return false
}

// npm's launcher script hides the exit code and the signals: the platform's package holds the binary itself.
function anvilBinary(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const extension = process.platform === 'win32' ? '.exe' : ''
  const fromHere = createRequire(import.meta.url)
  const fromAnvil = createRequire(fromHere.resolve('@foundry-rs/anvil/package.json'))
  return fromAnvil.resolve(`@foundry-rs/anvil-${process.platform}-${architecture}/bin/anvil${extension}`)
}
