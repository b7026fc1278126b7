import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { boundResidentIdTemplate, residentIdTemplate } from '@velum/credential'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { emptyFolder } from '../../../packages/issuer/test/empty-folder.ts'
import { freePort } from './free-port.ts'
import { buildCli, runCli } from './run-cli.ts'

let chain: TestChain
let dir: string
let globals: string[]

beforeAll(async () => {
  buildCli()
  chain = await startTestChain()
  dir = await emptyFolder()
  await writeFile(join(dir, 'passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
  await writeFile(join(dir, 'deployment.json'), JSON.stringify(chain.deployment))
  await writeFile(join(dir, 'claims.json'), JSON.stringify(resident))
  await writeFile(join(dir, 'bound.json'), JSON.stringify(boundResidentIdTemplate))
  const claims: Readonly<Record<string, unknown>> = resident
  const row = residentIdTemplate.order.map((claim) => claims[claim] ?? '').join(',')
  await writeFile(join(dir, 'rows.csv'), `${residentIdTemplate.order.join(',')}\n${row}\n`)
  globals = ['--dir', dir, '--passphrase-file', join(dir, 'passphrase'), '--json']
  const address = `http://localhost:${await freePort()}`
  const init = ['init', '--deployment', join(dir, 'deployment.json'), '--url', address]
  expect(await runCli([...globals, ...init, '--name', 'Harbour City', '--resident-id'])).toMatchObject({
    exitCode: 0,
  })
}, 180_000)
afterAll(async () => {
  await chain?.stop()
  if (dir) await rm(dir, { recursive: true, force: true })
})

const bbsPlus = ['--cryptosuite', 'BbsBlsSignature2020']

test('an offer and a job in BBS+ make a key of its own, which is replaced like the others', async () => {
  const early = await runCli([...globals, 'rotate-key', '--kind', 'bbs-plus', '--yes'])
  expect(early.exitCode).toBe(1)
  expect(early.json.error.message).toContain('the first offer in that suite makes one')

  const offer = await runCli([...globals, 'offer', '--claims', join(dir, 'claims.json'), ...bbsPlus])
  expect(offer).toMatchObject({ exitCode: 0 })
  const issue = await runCli([...globals, 'issue', '--csv', join(dir, 'rows.csv'), ...bbsPlus])
  expect(issue.json).toMatchObject({ rows: 1, issued: 1, signed: true })

  const rotated = await runCli([...globals, 'rotate-key', '--kind', 'bbs-plus', '--yes'])
  expect(rotated.json).toMatchObject({
    kind: 'bbs-plus',
    newKey: expect.stringMatching(/^zUC[67]/), // a compressed G2 point, by its first octets
  })
}, 120_000)

test('a bound template and an unknown suite are refused by name', async () => {
  await runCli([...globals, 'template', 'add', join(dir, 'bound.json')])
  const claims = ['--claims', join(dir, 'claims.json')]
  const bound = await runCli([
    ...globals,
    'offer',
    '--template',
    boundResidentIdTemplate.name,
    ...claims,
    ...bbsPlus,
  ])
  expect(bound.exitCode).toBe(1)
  expect(bound.json.error.code).toBe('suite-unsuited')
  const unknown = await runCli([...globals, 'offer', ...claims, '--cryptosuite', 'rsa'])
  expect(unknown.exitCode).not.toBe(0)
  expect(unknown.stdout + unknown.stderr).toContain('BbsBlsSignature2020')
}, 120_000)

test('the lists tell what each template can be, and each offer is, signed in', async () => {
  const claims = ['--claims', join(dir, 'claims.json')]
  for (const [template, reference, more] of [
    ['resident-id', 'plain', []],
    ['resident-id', 'older', bbsPlus],
    [boundResidentIdTemplate.name, 'tied', []],
  ] as const) {
    const offer = ['offer', '--template', template, ...claims, '--reference', reference, ...more]
    expect(await runCli([...globals, ...offer])).toMatchObject({ exitCode: 0 })
  }
  const suites = { plain: 'bbs-2023', older: 'BbsBlsSignature2020', tied: 'bbs-2023' }
  const words = { plain: 'bbs-2023', older: 'BBS\\+', tied: 'bbs-2023, bound' }
  const { json } = await runCli([...globals, 'list'])
  const { stdout } = await runCli([...globals.filter((word) => word !== '--json'), 'list'])
  for (const reference of ['plain', 'older', 'tied'] as const) {
    expect(json).toContainEqual(
      expect.objectContaining({ reference, suite: suites[reference], bound: reference === 'tied' }),
    )
    expect(stdout).toMatch(new RegExp(`v1 +${words[reference]} +${reference} `))
  }

  const templates = await runCli([...globals, 'template', 'list'])
  expect(templates.json).toMatchObject([
    { name: boundResidentIdTemplate.name, bound: true, suites: ['bbs-2023'] },
    { name: 'resident-id', bound: false, suites: ['bbs-2023', 'BbsBlsSignature2020'] },
  ])
}, 120_000)
