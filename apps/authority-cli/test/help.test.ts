import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { buildCli, runCli, startCli } from './run-cli.ts'

/** Whose examples run as they stand, in this order. */
const commands = ['init', 'create', 'backup', 'restore', 'audit']
/** What needs an authority that this folder belongs to, or a case: here there is none, and the command says so. */
const refused = {
  join: 'authority-unnamed',
  status: 'authority-unnamed',
  requests: 'authority-unnamed',
  inspect: 'file-unreadable',
  approve: 'file-unreadable',
  refuse: 'authority-unnamed',
  'hand-over': 'authority-unnamed',
  'check-in': 'authority-unnamed',
  rotate: 'authority-unnamed',
  refresh: 'authority-unnamed',
  replace: 'authority-unnamed',
  destroy: 'authority-unnamed',
  request: 'file-unreadable',
  collect: 'file-unreadable',
  combine: 'request-unknown',
  close: 'request-unknown',
  snapshot: 'file-unreadable',
  'verify-evidence': 'file-unreadable',
}

let chain: TestChain
let folder: string
const helps = new Map<string, string>()

beforeAll(async () => {
  buildCli()
  for (const command of ['', ...commands, ...Object.keys(refused)]) {
    const { stdout, exitCode } = await runCli([...command.split(' ').filter(Boolean), '--help'])
    expect(exitCode).toBe(0)
    helps.set(command, stdout)
  }
  chain = await startTestChain()
  folder = await mkdtemp(join(tmpdir(), 'velum-authority-help-'))
  await writeFile(join(folder, 'velum-deployment.json'), JSON.stringify(chain.deployment))
  await writeFile(join(folder, 'passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
}, 180_000)
afterAll(async () => {
  await chain?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Runs the example of a help, in words after `velum-authority`. */
function runExample(command: string) {
  const line = /^Example:\n {2}velum-authority (.+)$/m.exec(helps.get(command) ?? '')?.[1] ?? ''
  const words = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word)
  expect(words).toContain(command)
  return startCli(['--passphrase-file', 'passphrase', '--json', ...words], {}, folder).done
}

test('every help fits 80 columns and names what all commands take', () => {
  for (const help of helps.values()) {
    expect(help).toContain('--json')
    expect(help).toContain('--passphrase-file')
    const prose = help.split('\n').filter((line) => !line.startsWith('  velum-authority '))
    expect(prose.filter((line) => line.length > 80)).toEqual([])
  }
})

test('the examples of the helps run as they stand, one after the other', { timeout: 300_000 }, async () => {
  for (const command of commands) {
    const { exitCode, json } = await runExample(command)
    expect({ command, exitCode, error: json?.error }).toEqual({ command, exitCode: 0, error: undefined })
    if (command !== 'init') continue
    const coins = [json.address, '0xde0b6b3a7640000']
    await chain.chain.provider.request({ method: 'anvil_setBalance', params: coins })
  }
})

test('examples that need more than a key say what is missing', { timeout: 300_000 }, async () => {
  for (const [command, code] of Object.entries(refused)) {
    const { exitCode, json } = await runExample(command)
    expect({ command, exitCode, code: json?.error?.code }).toEqual({ command, exitCode: 1, code })
  }
})

test('a wrong passphrase, none, and a missing command are told by code', { timeout: 120_000 }, async () => {
  await writeFile(join(folder, 'wrong'), 'incorrect horse battery staple\n')
  const cases = [
    { args: ['--passphrase-file', 'wrong', 'check-in'], exitCode: 1, code: 'passphrase-wrong' },
    { args: ['check-in'], exitCode: 2, code: 'passphrase-missing' },
    { args: [], exitCode: 2, code: 'usage' },
  ]
  for (const { args, ...expected } of cases) {
    const { exitCode, json, stderr } = await startCli([...args, '--json'], {}, folder).done
    expect({ exitCode, code: json?.error?.code }).toEqual(expected)
    expect(JSON.stringify(json) + stderr).not.toContain('horse')
  }
})
