import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createAccount } from '@velum/registry'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startAnvil } from '../src/anvil.ts'
import { requireNotRunning, startLocalChain } from '../src/local-chain.ts'
import { findFreePorts, readPorts, requireFreePorts } from '../src/ports.ts'
import { openStateFolder } from '../src/state-folder.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'velum-stack-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function startChain() {
  const ports = await findFreePorts()
  const state = await openStateFolder(folder)
  return startLocalChain({ state, chainPort: ports.chain, relayerPort: ports.relayer })
}

async function isAnswering(rpcUrl: string): Promise<boolean> {
  return fetch(rpcUrl, { method: 'POST', body: '{}' }).then(
    () => true,
    () => false,
  )
}

describe('the local chain', () => {
  it('finds its contracts again after a second start', async () => {
    const first = await startChain()
    await first.stop()
    const second = await startChain()
    await second.stop()
    expect(second.deployment.contracts).toEqual(first.deployment.contracts)
    expect(second.deployment.firstBlockHash).toBe(first.deployment.firstBlockHash)
  })

  it('is not started a second time over the same folder while it runs', async () => {
    const state = await openStateFolder(folder)
    await expect(requireNotRunning(state)).resolves.toBeUndefined()
    const running = await startChain()
    const refusal = requireNotRunning(state)
    await expect(refusal).rejects.toMatchObject({ code: 'already-running' })
    await expect(refusal).rejects.toThrow(running.deployment.rpcUrl)
    await running.stop()
    await expect(requireNotRunning(state)).resolves.toBeUndefined()
  })

  it('names a chain that is younger than the stores and does not deploy over it', async () => {
    await (await startChain()).stop()
    await rm(join(folder, 'chain.json'))
    await expect(startChain()).rejects.toMatchObject({ code: 'chain-younger-than-stores' })
    await expect(startChain()).rejects.toThrow(/chain\.json/)
  })

  it('puts beside an earlier version’s contracts what they lack, and keeps their history', async () => {
    const first = await startChain()
    const account = createAccount(randomBytes(32))
    const attribute = { identity: account.address, account, name: 'did/svc/Website', value: randomBytes(8) }
    const { didRegistry } = first.chain
    await first.chain.send(await didRegistry.signSetAttribute({ ...attribute, validitySeconds: 600 }))
    await first.stop()
    const state = await openStateFolder(folder)
    const { trustRegistry: _, escrowRegistry: __, openingRegistry: ___, ...kept } = first.deployment.contracts
    await state.writeDeployment({ ...first.deployment, contracts: kept })

    await expect(requireNotRunning(state)).resolves.toBeUndefined()
    const second = await startChain()
    expect(second.deployment.contracts).toMatchObject(kept)
    expect(second.deployment).toMatchObject({
      firstBlock: first.deployment.firstBlock,
      firstBlockHash: first.deployment.firstBlockHash,
    })
    await second.chain.checkGenesis()
    expect(await second.chain.trustRegistry.isAccreditor(second.operator.address)).toBe(true)
    expect(await second.chain.didRegistry.history(account.address)).toHaveLength(1)
    await second.stop()
  })

  it('replaces a later contract that the chain lost, since the machine stopped before it was kept', async () => {
    const first = await startChain()
    await first.stop()
    const state = await openStateFolder(folder)
    const lost = { ...first.deployment.contracts, openingRegistry: `0x${'12'.repeat(20)}` }
    await state.writeDeployment({ ...first.deployment, contracts: lost })
    const second = await startChain()
    await second.chain.checkGenesis()
    const { openingRegistry, ...others } = second.deployment.contracts
    expect(openingRegistry).not.toBe(lost.openingRegistry)
    expect(first.deployment.contracts).toMatchObject(others)
    await second.stop()
  })

  it('ends its node when the process that started it is killed, and keeps what was written', async () => {
    const { chain: port } = await findFreePorts()
    const stateFile = join(folder, 'chain.json')
    const parent = spawn(
      process.execPath,
      [fileURLToPath(new URL('killed-parent.mjs', import.meta.url)), String(port), stateFile],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const height = await new Promise<string>((resolve) => {
      parent.stdout.once('data', (chunk) => resolve(String(chunk).trim()))
    })
    parent.kill('SIGKILL')
    for (let attempt = 0; attempt < 100 && (await isAnswering(`http://localhost:${port}`)); attempt++)
      await sleep(50)
    expect(await isAnswering(`http://localhost:${port}`)).toBe(false)

    const again = await startAnvil({ port, stateFile })
    const response = await fetch(again.rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] }),
    })
    expect(await response.json()).toMatchObject({ result: height })
    await again.stop()
  })
})

describe('ports', () => {
  it('names the part, the port and the variable when a port is taken', async () => {
    const ports = await findFreePorts()
    const occupant = createServer()
    await new Promise<void>((resolve) => occupant.listen(ports.wallet, 'localhost', resolve))
    const refusal = requireFreePorts(ports)
    await expect(refusal).rejects.toMatchObject({ code: 'port-taken' })
    await expect(refusal).rejects.toThrow(new RegExp(`${ports.wallet}.*wallet.*VELUM_WALLET_PORT`, 's'))
    await new Promise((resolve) => occupant.close(resolve))
    await expect(requireFreePorts(ports)).resolves.toBeUndefined()
  })

  it('takes a port from the environment and refuses one that is none', () => {
    expect(readPorts({ VELUM_DEMO_PORT: '5050' }).demo).toBe(5050)
    expect(readPorts({ VELUM_MARKET_PORT: '5051' })).toMatchObject({ demo: 4040, market: 5051 })
    expect(() => readPorts({ VELUM_DEMO_PORT: '70000' })).toThrow(/VELUM_DEMO_PORT/)
  })
})

const authorityScript = fileURLToPath(new URL('../../../scripts/authority.mjs', import.meta.url))

/** Runs the script from the folder, as one would with nothing else set. */
async function runAuthority(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [authorityScript, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', VELUM_STATE_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, said }
}

describe('npm run authority', () => {
  it('reads the stack’s chain for whoever has no folder there, and no other where one is named', async () => {
    expect((await runAuthority(['audit'])).said).toContain('There is nothing here yet.')
    const chain = await startChain()
    try {
      expect((await runAuthority(['audit'])).said).toContain('No claim in the log fails.')
      for (const args of [
        ['audit', '--dir', 'elsewhere'],
        ['audit', '--dir=elsewhere'],
      ])
        expect((await runAuthority(args)).said).toContain('There is nothing here yet.')
      const named = await runAuthority(['audit'], { VELUM_DEPLOYMENT: join(folder, 'another.json') })
      expect(named.said).toContain('another.json')
    } finally {
      await chain.stop()
    }
  })

  it.each(['trustee-6', 'trustee-1', '../authority'])(
    'says whom --as can name, when it is asked for %s',
    async (holder) => {
      const { code, said } = await runAuthority(['--as', holder, 'status'])
      expect(code).toBe(2)
      expect(said).toMatch(/--as takes trustee-1 to trustee-5, demo or market, once npm start has run/)
    },
  )
})

describe('npm start', () => {
  it('says which Node it needs before anything else when this one is too old', async () => {
    const script = new URL('../../../scripts/start.mjs', import.meta.url).href
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' }); await import('${script}')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', pretend], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect(code).toBe(3)
    expect(said).toMatch(/needs Node 20\.19 or newer; this is Node 18\.20\.4/)
  })
})
