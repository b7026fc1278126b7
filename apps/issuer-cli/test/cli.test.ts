import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { residentIdTemplate } from '@velum/credential'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { emptyFolder } from '../../../packages/issuer/test/empty-folder.ts'
import { missingPostgres, startPostgres, type TestPostgres } from '../../../packages/issuer/test/postgres.ts'
import { claim, statusOf } from '../../../packages/issuer/test/support.ts'
import { freePort } from './free-port.ts'
import { buildCli, type RunningCli, runCli, startCli } from './run-cli.ts'

const noPostgres = missingPostgres()
if (noPostgres !== undefined) console.warn(`The tests of PostgreSQL do not run: ${noPostgres}.`)

let chain: TestChain
let dir: string
let passphraseFile: string
let port: number
let globals: string[]

beforeAll(async () => {
  buildCli()
  chain = await startTestChain()
  dir = await emptyFolder()
  port = await freePort()
  passphraseFile = join(dir, 'passphrase')
  await writeFile(passphraseFile, 'correct horse battery staple\n', { mode: 0o600 })
  await writeFile(join(dir, 'deployment.json'), JSON.stringify(chain.deployment))
  globals = ['--dir', join(dir), '--passphrase-file', passphraseFile, '--json']
}, 180_000)
afterAll(async () => {
  await chain?.stop()
  if (dir) await rm(dir, { recursive: true, force: true })
})

const header = residentIdTemplate.order.join(',')

/** A CSV of invented residents; `change` may spoil some. */
function csv(
  count: number,
  change: (claims: Record<string, string>, index: number) => void = () => undefined,
): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const claims: Record<string, string> = {
      ...resident,
      residentNumber: `HB${String(index).padStart(10, '0')}`,
    }
    change(claims, index)
    return residentIdTemplate.order.map((name) => claims[name] ?? '').join(',')
  })
  return `${[header, ...rows].join('\n')}\n`
}

async function writeCsv(name: string, text: string): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, text)
  return path
}

function serving(service: RunningCli): Promise<void> {
  return until(() => service.output().includes('"port"'))
}

describe('init and templates', () => {
  test('init makes an issuer on the chain, and a second init is refused', { timeout: 120_000 }, async () => {
    const init = [
      'init',
      '--deployment',
      join(dir, 'deployment.json'),
      '--name',
      'Harbour City',
      '--name-zh',
      '海港市',
    ]
    const first = await runCli([...globals, ...init, '--url', `http://localhost:${port}`])
    expect(first.stderr).toBe('')
    expect(first.json).toMatchObject({ url: `http://localhost:${port}` })
    expect(first.json.did).toMatch(/^did:ethr:0x7a69:0x[0-9a-fA-F]{40}$/)
    expect(first.exitCode).toBe(0)
    const second = await runCli([...globals, ...init, '--url', `http://localhost:${port}`])
    expect(second.exitCode).toBe(1)
    expect(second.json.error.code).toBe('already-initialised')
  })

  test('a template is added once, a change makes version 2, and an unknown one is named', {
    timeout: 120_000,
  }, async () => {
    const added = await runCli([...globals, 'template', 'add', '--resident-id'])
    expect(added.json).toEqual({ name: 'resident-id', version: 1, added: true })
    const file = join(dir, 'template.json')
    await writeFile(file, JSON.stringify({ ...residentIdTemplate, appearance: { hue: 20 } }))
    const changed = await runCli([...globals, 'template', 'add', file])
    expect(changed.json).toEqual({ name: 'resident-id', version: 2, added: true })
    const list = await runCli([...globals, 'template', 'list'])
    expect(list.json.map((one: { version: number }) => one.version)).toEqual([1, 2])
    const unknown = await runCli([...globals, 'template', 'show', 'passport'])
    expect(unknown.exitCode).toBe(1)
    expect(unknown.json.error.code).toBe('template-unknown')
  })
})

describe('refusals before anything is touched', () => {
  test('a wrong passphrase is named and opens nothing', async () => {
    const file = join(dir, 'wrong')
    await writeFile(file, 'wrong horse')
    const result = await runCli(['--dir', dir, '--passphrase-file', file, '--json', 'list'])
    expect(result.exitCode).toBe(1)
    expect(result.json.error.code).toBe('wrong-passphrase')
  })

  test('without a terminal and without a file the passphrase is asked for by name', async () => {
    const result = await runCli(['--dir', dir, '--json', 'list'])
    expect(result.exitCode).toBe(2)
    expect(result.json.error.code).toBe('passphrase-missing')
  })

  test('a passphrase as an argument is no option that exists', async () => {
    const result = await runCli(['--dir', dir, '--json', '--passphrase', 'secret', 'list'])
    expect(result.exitCode).toBe(2)
  })

  test('an unreachable chain is an environment error and the offer needs none', {
    timeout: 60_000,
  }, async () => {
    const env = { VELUM_RPC_URL: 'http://localhost:9' }
    const claims = join(dir, 'claims.json')
    await writeFile(claims, JSON.stringify(resident))
    const offer = await runCli([...globals, 'offer', '--claims', claims, '--reference', 'no chain'], env)
    expect(offer.exitCode).toBe(0)
    const rotated = await runCli([...globals, 'rotate-key', '--overlap', '24h'], env)
    expect(rotated.exitCode).toBe(3)
    expect(rotated.json.error.code).toBe('chain-unreachable')
  })

  test('claims that do not fit are refused one by one', { timeout: 60_000 }, async () => {
    const claims = join(dir, 'claims.json')
    await writeFile(claims, JSON.stringify({ ...resident, sex: 'male', shoeSize: 43 }))
    const result = await runCli([...globals, 'offer', '--claims', claims])
    expect(result.exitCode).toBe(1)
    expect(result.json.error.code).toBe('claims-invalid')
    expect(result.json.error.details).toHaveLength(2)
  })
})

describe('bulk issue', () => {
  test('one bad row and nothing is issued; each is named by line and reason, its value never', {
    timeout: 60_000,
  }, async () => {
    const file = await writeCsv(
      'bad.csv',
      csv(5, (claims, index) => {
        if (index === 1) claims.sex = 'unknown'
        if (index === 3) claims.birthDate = '1999-02-30'
        if (index === 4) claims.residentNumber = 'HB0000000000'
      }),
    )
    const result = await runCli([...globals, 'issue', '--csv', file, '--job', 'bad'])
    expect(result.exitCode).toBe(1)
    expect(result.json.error.code).toBe('rows-invalid')
    expect(result.json.error.details.map((detail: string) => detail.split(':')[0])).toEqual([
      'line 3, sex',
      'line 5, birthDate',
      'line 6',
    ])
    expect(result.stdout).not.toContain('1999-02-30')
    expect((await runCli([...globals, 'list', '--job', 'bad'])).json).toEqual([])

    const skipping = await runCli([...globals, 'issue', '--csv', file, '--job', 'bad', '--skip-invalid'])
    expect(skipping.exitCode).toBe(0)
    expect(skipping.json).toMatchObject({ rows: 5, issued: 2, skipped: 3 })
  })

  test('a revocation that the chain did not take is told by its exit code, and the next command publishes it', {
    timeout: 120_000,
  }, async () => {
    const env = { VELUM_RPC_URL: 'http://localhost:9' }
    const stored = await runCli([...globals, 'revoke', '--reference', 'bad:2'], env)
    expect(stored.exitCode).toBe(4)
    expect(stored.json.error.code).toBe('publication-failed')
    const [record] = (await runCli([...globals, 'list', '--reference', 'bad:2'])).json
    expect(record.credentials).toMatchObject([{ state: 'revoked' }])
    expect(record.state).toBe('withdrawn')
  })

  test('killed in the middle and started again: every row once, none lost, none doubled', {
    timeout: 180_000,
  }, async () => {
    const total = 60
    const file = await writeCsv('sixty.csv', csv(total))
    const out = join(dir, 'offers.csv')
    const issue = [
      ...globals,
      'issue',
      '--csv',
      file,
      '--job',
      'sixty',
      '--out',
      out,
      '--wallet',
      'http://localhost:4030',
    ]
    const killed = startCli(issue)
    // The first line of progress comes with the first rows; the next one half a second later, when all may be done.
    await until(() => killed.output().includes('"progress"'))
    killed.kill('SIGKILL')
    expect((await killed.done).exitCode).toBeNull()

    const again = await runCli(issue)
    expect(again.exitCode).toBe(0)
    expect(again.json.already).toBeGreaterThan(0)
    expect(again.json.already + again.json.issued).toBe(total)
    const records = (await runCli([...globals, 'list', '--job', 'sixty'])).json
    expect(records).toHaveLength(total)
    const places = records.flatMap((record: { credentials: { list: number; index: number }[] }) =>
      record.credentials.map(({ list, index }) => `${list}:${index}`),
    )
    expect(new Set(places).size).toBe(total)

    const offers = (await readFile(out, 'utf8')).trim().split('\r\n')
    expect(offers).toHaveLength(total + 1)
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    const third = await runCli(issue)
    expect(third.json).toMatchObject({ issued: 0, already: total })
  })
})

describe('while serve runs', () => {
  test('others hand it their work without a passphrase, and a second owner is refused', {
    timeout: 180_000,
  }, async () => {
    const service = startCli([...globals, 'serve', '--port', String(port)])
    await serving(service)
    try {
      const secondPort = await freePort()
      const second = await runCli([...globals, 'serve', '--port', String(secondPort)])
      expect(second.exitCode).toBe(3)
      expect(second.json.error.code).toBe('store-in-use')

      const withoutPassphrase = ['--dir', dir, '--json']
      const offers = (await readFile(join(dir, 'offers.csv'), 'utf8')).trim().split('\r\n').slice(1)
      const [line, reference = '', link = '', txCode = ''] = offers[4]?.split(',') ?? []
      expect(line).toBe('6')
      const [credential] = await claim({ link, txCode })
      expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'valid' })

      const file = await writeCsv('three.csv', csv(3))
      const issued = runCli([...withoutPassphrase, 'issue', '--csv', file, '--job', 'three'])
      const revoked = await runCli([...withoutPassphrase, 'revoke', '--reference', reference])
      expect(revoked.json.revoked).toHaveLength(1)
      expect(revoked.exitCode).toBe(0)
      expect((await issued).json).toMatchObject({ issued: 3, already: 0 })
      expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })

      const again = await runCli([...withoutPassphrase, 'revoke', '--reference', reference])
      expect(again.json).toMatchObject({ revoked: [], withdrawn: [] })
      expect(again.json.already).toHaveLength(1)
      const unknown = await runCli([...withoutPassphrase, 'revoke', 'nothing'])
      expect(unknown.exitCode).toBe(1)
      expect(unknown.json.error.code).toBe('credential-unknown')

      expect((await stat(join(dir, 'control.json'))).mode & 0o777).toBe(0o600)
      const { url } = JSON.parse(await readFile(join(dir, 'control.json'), 'utf8'))
      expect((await fetch(url, { method: 'POST', headers: { Authorization: 'Bearer guess' } })).status).toBe(
        401,
      )
    } finally {
      service.kill('SIGTERM')
    }
    const stopped = await service.done
    expect(stopped.exitCode).toBe(0)
    for (const secret of [resident.familyName, 'correct horse', 'HB0000000004']) {
      expect(stopped.stdout + stopped.stderr).not.toContain(secret)
    }
    const afterwards = await runCli([...globals, 'list', '--limit', '1'])
    expect(afterwards.exitCode).toBe(0)
  })

  test('killed and started again it serves the same list', { timeout: 120_000 }, async () => {
    const first = startCli([...globals, 'serve', '--port', String(port)])
    await serving(first)
    const served = await (await fetch(`http://localhost:${port}/status/1`)).text()
    first.kill('SIGKILL')
    await first.done
    const second = startCli([...globals, 'serve', '--port', String(port)])
    await serving(second)
    expect(await (await fetch(`http://localhost:${port}/status/1`)).text()).toBe(served)
    second.kill('SIGINT')
    expect((await second.done).exitCode).toBe(0)
  })
})

describe.skipIf(noPostgres !== undefined)('on PostgreSQL', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.stop())

  test('two processes share one issuer: one serves, another issues and revokes', {
    timeout: 180_000,
  }, async () => {
    const env = { DATABASE_URL: postgres.databaseUrl }
    const folder = join(dir, 'on-postgres')
    const shared = ['--dir', folder, '--passphrase-file', passphraseFile, '--json']
    const pgPort = await freePort()
    const init = [
      'init',
      '--deployment',
      join(dir, 'deployment.json'),
      '--name',
      'Harbour City',
      '--resident-id',
    ]
    const made = await runCli([...shared, ...init, '--url', `http://localhost:${pgPort}`], env)
    expect(made.exitCode).toBe(0)
    const service = startCli([...shared, 'serve', '--port', String(pgPort)], env)
    await serving(service)
    try {
      const file = await writeCsv('two.csv', csv(2))
      const out = join(dir, 'pg-offers.csv')
      const issued = await runCli([...shared, 'issue', '--csv', file, '--out', out], env)
      expect(issued.json).toMatchObject({ issued: 2 })
      const [, , link = '', txCode = ''] = (await readFile(out, 'utf8')).split('\r\n')[1]?.split(',') ?? []
      const [credential] = await claim({ link, txCode })
      const revoked = await runCli([...shared, 'revoke', '--reference', 'resident-id:2'], env)
      expect(revoked.json.revoked).toHaveLength(1)
      expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'revoked' })
    } finally {
      service.kill('SIGTERM')
    }
    expect((await service.done).exitCode).toBe(0)
  })
})

async function until(happened: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt++) {
    if (happened()) return
    await sleep(50)
  }
  throw new Error('it did not happen within a minute')
}
