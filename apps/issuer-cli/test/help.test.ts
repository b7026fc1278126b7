import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { emptyFolder } from '../../../packages/issuer/test/empty-folder.ts'
import { freePort } from './free-port.ts'
import { buildCli, runCli, startCli } from './run-cli.ts'

const examples = fileURLToPath(new URL('../examples', import.meta.url))
const commands = [
  'init',
  'template',
  'template add',
  'template list',
  'template show',
  'offer',
  'issue',
  'serve',
  'list',
  'revoke',
  'rotate-key',
  'authority',
  'records',
  'records anchor',
  'records verify',
  'records publish',
]
/** What needs a holder who registered before: here there is none, and the command says so. */
const refusedExamples = [
  { command: 'records prove', code: 'record-unknown' },
  { command: 'report-loss', code: 'template-not-bound' },
]
const allCommands = [...commands, ...refusedExamples.map(({ command }) => command)]

let chain: TestChain
let folder: string
const helps = new Map<string, string>()

beforeAll(async () => {
  buildCli()
  for (const command of ['', ...allCommands]) {
    const { stdout, exitCode } = await runCli([...command.split(' ').filter(Boolean), '--help'])
    expect(exitCode).toBe(0)
    helps.set(command, stdout)
  }
  chain = await startTestChain()
  folder = await emptyFolder()
  await cp(examples, folder, { recursive: true })
  const residents = await readFile(join(examples, 'residents.csv'), 'utf8')
  await writeFile(join(folder, 'residents.csv'), `${residents.split('\n').slice(0, 4).join('\n')}\n`)
  await writeFile(join(folder, 'velum-deployment.json'), JSON.stringify(chain.deployment))
  await writeFile(join(folder, 'passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
}, 180_000)
afterAll(async () => {
  await chain?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** The words of the command line in a help's example, after `velum-issuer`. */
function exampleIn(help: string): string[] {
  const line = /^Example:\n {2}velum-issuer (.+)$/m.exec(help)?.[1] ?? ''
  return [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word)
}

test('every help fits 80 columns and names what all commands take', () => {
  for (const help of helps.values()) {
    expect(help).toContain('--json')
    expect(help).toContain('--passphrase-file')
    const prose = help.split('\n').filter((line) => !line.startsWith('  velum-issuer '))
    expect(prose.filter((line) => line.length > 80)).toEqual([])
  }
})

test('the examples of the helps run as they stand, one after the other', { timeout: 300_000 }, async () => {
  const port = String(await freePort())
  for (const command of commands) {
    const example = exampleIn(helps.get(command) ?? '').map((word) => (word === '4020' ? port : word))
    expect(example.join(' ')).toContain(command.split(' ')[0])
    const args = example.includes('--passphrase-file')
      ? example
      : ['--passphrase-file', 'passphrase', ...example]
    const running = startCli(args, {}, folder)
    if (command === 'serve') {
      await expect.poll(() => running.output()).toContain('Serving wallets')
      running.kill('SIGINT')
    }
    const { exitCode, stderr } = await running.done
    expect({ command, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({
      command,
      exitCode: 0,
      stderr: '',
    })
  }
})

test('examples that need a registered holder name what is missing', { timeout: 60_000 }, async () => {
  for (const { command, code } of refusedExamples) {
    const example = exampleIn(helps.get(command) ?? '')
    expect(example.join(' ')).toContain(command)
    const args = ['--passphrase-file', 'passphrase', '--json', ...example]
    const { exitCode, json } = await startCli(args, {}, folder).done
    expect({ command, exitCode, code: json.error.code }).toEqual({ command, exitCode: 1, code })
  }
})

test('with --json also a missing command is told as one document', async () => {
  for (const args of [['--json'], ['template', '--json']]) {
    const { exitCode, json } = await runCli(args)
    expect(exitCode).toBe(2)
    expect(json.error).toEqual({ code: 'usage', message: 'Name a command; --help lists them.', details: [] })
  }
})
