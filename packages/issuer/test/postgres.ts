import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server for a test. */
export interface TestPostgres {
  readonly databaseUrl: string
  stop(): Promise<void>
}

/** Why there is no PostgreSQL for tests on this machine, or undefined when there is one. */
export function missingPostgres(): string | undefined {
  for (const program of ['initdb', 'postgres']) {
    if (findProgram(program) === undefined) return `${program} is not installed`
  }
  if (process.getuid?.() === 0 && !hasUser('postgres')) {
    return 'PostgreSQL refuses to run as root and there is no user postgres'
  }
  return undefined
}

/** A new server in a new folder on a free port; as root it runs as the user postgres. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'velum-postgres-'))
  const asRoot = process.getuid?.() === 0
  if (asRoot) {
    await chmod(folder, 0o700)
    await chown(folder, userId('postgres'), userId('postgres'))
  }
  const data = join(folder, 'data')
  const port = await freePort()
  const [initdb, postgres] = [findProgram('initdb') ?? '', findProgram('postgres') ?? '']
  const command = (program: string, args: readonly string[]): [string, string[]] =>
    asRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, [...args]]
  const init = command(initdb, ['-D', data, '-U', 'velum', '--auth=trust', '--no-sync', '-E', 'UTF8'])
  execFileSync(init[0], init[1], { stdio: 'ignore', cwd: folder })
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ]
  const serve = command(postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])])
  const server = spawn(serve[0], serve[1], { stdio: 'ignore', cwd: folder })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const databaseUrl = `postgresql://velum@127.0.0.1:${port}/postgres`
  await waitFor(databaseUrl)
  return {
    databaseUrl,
    async stop() {
      // To the server itself, since runuser does not hand the signal on: SIGINT ends it at once and cleanly.
      process.kill(Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGINT')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function waitFor(databaseUrl: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const client = new pg.Client({ connectionString: databaseUrl })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('PostgreSQL did not start within twenty seconds')
}

function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/lib/postgresql/15/bin', '/usr/lib/postgresql/16/bin', '/usr/lib/postgresql/17/bin')
    .map((folder) => join(folder, name))
    .find(existsSync)
}

function hasUser(name: string): boolean {
  try {
    userId(name)
    return true
  } catch {
    return false
  }
}

function userId(name: string): number {
  return Number(execFileSync('id', ['-u', name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
