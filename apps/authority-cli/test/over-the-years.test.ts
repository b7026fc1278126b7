import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFolder } from '@velum/authority'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { buildCli, type RunningCli, startCli } from './run-cli.ts'

// As a machine draws one, so that a folder opens at once.
const passphrase = Buffer.alloc(32, 7).toString('base64url')
const environment = { VELUM_DEPLOYMENT: 'velum-deployment.json' }
const hour = 3_600
let test: TestChain
let folder: string
let id: string
let addresses: string[]

/** Runs a command as one of the trustees; 4 comes in the place of 3. */
const start = (trustee: number, ...args: string[]) =>
  startCli(['--dir', String(trustee), '--passphrase-file', 'passphrase', ...args], environment, folder)
const run = (trustee: number, ...args: string[]) => start(trustee, '--json', ...args).done
const say = (trustee: number, ...args: string[]) => start(trustee, ...args).done

beforeAll(async () => {
  buildCli()
  test = await startTestChain()
  folder = await mkdtemp(join(tmpdir(), 'velum-authority-years-'))
  await writeFile(join(folder, 'velum-deployment.json'), JSON.stringify(test.deployment))
  await writeFile(join(folder, 'passphrase'), passphrase, { mode: 0o600 })
  addresses = []
  for (const trustee of [1, 2, 3, 4]) {
    const made = await createFolder({ folder: join(folder, String(trustee)), passphrase, work: 10 })
    addresses.push(made.address)
    const coins = [made.address, '0xde0b6b3a7640000']
    await test.chain.provider.request({ method: 'anvil_setBalance', params: coins })
  }
  const named = addresses.slice(0, 3).flatMap((address) => ['--trustee', address])
  const rules = ['--delay', '1h', '--lifetime', '1h', '--retention', '2h']
  const { json } = await run(1, 'create', '--name', 'Harbourtown Court', ...named, ...rules)
  id = json.id
  const joined = await Promise.all([1, 2, 3].map((one) => run(one, 'join', id, '--poll', '1s')))
  expect(joined.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
}, 300_000)
afterAll(async () => {
  await test?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** One begins, and the others join when it has. */
async function ceremony(command: 'refresh' | 'rotate', others: readonly number[]) {
  const first = start(1, '--json', command, '--poll', '1s')
  await appears(first, '"type":"prepared"')
  const results = await Promise.all([
    first.done,
    ...others.map((one) => start(one, '--json', 'join', '--poll', '1s').done),
  ])
  return results.map(({ exitCode, json }) => ({ exitCode, ...json }))
}

const pass = async (seconds: number) => {
  const { provider } = test.chain
  await provider.request({ method: 'evm_increaseTime', params: [seconds] })
  await provider.request({ method: 'anvil_mine', params: ['0x2'] })
}

describe('trustees over the years, at their terminals', { timeout: 240_000 }, () => {
  it('replace one of them when enough have signed, and not before', async () => {
    const replacement = addresses[3] as string
    const replace = ['replace', '3', replacement, '--file', 'replacement.json']
    const first = await run(1, ...replace, '--send')
    expect(first).toMatchObject({ exitCode: 0, json: { signedBy: [1], missing: 1, sent: false } })
    const other = await run(2, 'replace', '2', replacement, '--file', 'replacement.json')
    expect(other).toMatchObject({ exitCode: 1, json: { error: { code: 'replacement-differs' } } })
    const second = await say(2, ...replace, '--send')
    expect(second).toMatchObject({ exitCode: 0 })
    expect(second.stdout).toContain(`Trustee 3 is ${replacement} now.`)
    expect(await run(3, 'check-in')).toMatchObject({ exitCode: 1, json: { error: { code: 'not-trustee' } } })
  })

  it('deal to nobody whom they have not accepted, then renew the shares of the key that stays', async () => {
    const { openingRegistry } = test.chain
    const unknown = await run(1, 'refresh', '--poll', '1s')
    expect(unknown).toMatchObject({ exitCode: 1, json: { error: { code: 'trustees-changed' } } })
    expect((await run(1, 'join', '--abandon')).json).toEqual({ abandoned: 2 })
    for (const trustee of [1, 2, 4]) {
      expect((await run(trustee, 'join', id)).json).toMatchObject({ result: 'none', epoch: 1 })
    }
    const renewed = await ceremony('refresh', [2, 4])
    for (const result of renewed) {
      expect(result).toMatchObject({ exitCode: 0, result: 'done', epoch: 1, revision: 1 })
    }
    const [epoch] = await openingRegistry.epochs(id)
    for (const { publicKey } of renewed) expect(publicKey).toBe(Buffer.from(epoch?.key ?? '').toString('hex'))
    expect(await readdir(join(folder, '1', 'shares'))).toEqual(['epoch-1-revision-1-ceremony-3.json'])
    const { stdout } = await say(4, 'status')
    expect(stdout).toContain('you      are trustee 3; your share is here')
    expect(stdout).toContain('key      epoch 1, shares renewed 1 times')
  })

  it('rotate to a new key, and destroy what no request can need any more, which an audit shows', async () => {
    for (const result of await ceremony('rotate', [2, 4])) {
      expect(result).toMatchObject({ exitCode: 0, result: 'done', epoch: 2, revision: 0 })
    }
    const early = await say(1, 'destroy')
    expect(early).toMatchObject({ exitCode: 0 })
    expect(early.stdout).toContain('There is nothing to destroy')
    await pass(4 * hour + 60)
    const destroyed = await run(1, 'destroy')
    expect(destroyed).toMatchObject({ exitCode: 0, json: { destroyed: [{ epoch: 1, shares: 1 }] } })
    expect((await say(2, 'destroy')).stdout).toContain('Epoch 1: 1 shares destroyed, and said so on chain.')
    expect(await readdir(join(folder, '1', 'shares'))).toEqual(['epoch-2-revision-0-ceremony-4.json'])
    const audited = await say(1, 'audit')
    expect(audited.exitCode).toBe(0)
    expect(audited.stdout).toContain('2 keys, 1 renewals of shares, 1 trustees replaced')
  })
})

async function appears(running: RunningCli, text: string): Promise<void> {
  await expect.poll(() => running.output(), { timeout: 60_000, interval: 20 }).toContain(text)
}
