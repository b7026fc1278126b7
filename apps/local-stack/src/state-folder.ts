import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The keys that deploy and relay, that accredit, with which the demo services act on the chain, and the passphrase of
 *  the demo issuer. */
export type SecretName =
  | 'relayer-key'
  | 'operator-key'
  | 'demo-account'
  | 'market-account'
  | 'issuer-passphrase'

/** Where the local stack keeps what must outlive it. Every file is written beside itself and then renamed. */
export interface StateFolder {
  readonly chainFile: string
  readonly issuerFolder: string
  readonly demoFolder: string
  readonly marketFolder: string
  readDeployment(): Promise<unknown>
  writeDeployment(deployment: unknown): Promise<void>
  /** 32 bytes in hex, drawn once and before they are used. */
  secret(name: SecretName): Promise<string>
  /** The files of the opening authority by name; undefined before they were written. */
  readAuthority(): Promise<ReadonlyMap<string, string> | undefined>
  /** Writes all of them or none, each readable by its owner alone. */
  writeAuthority(files: ReadonlyMap<string, string>): Promise<void>
}

export async function openStateFolder(folder: string): Promise<StateFolder> {
  await mkdir(folder, { recursive: true })
  const path = (name: string) => join(folder, name)

  async function read(name: string): Promise<string | undefined> {
    return readFile(path(name), 'utf8').catch(absent)
  }

  async function write(name: string, text: string): Promise<void> {
    await writeFile(path(`${name}.new`), text, { mode: 0o600 })
    await rename(path(`${name}.new`), path(name))
  }

  return {
    chainFile: path('chain.json'),
    issuerFolder: path('issuer'),
    demoFolder: path('demo'),
    marketFolder: path('market'),
    async readDeployment() {
      const text = await read('velum-deployment.json')
      return text === undefined ? undefined : JSON.parse(text)
    },
    writeDeployment: (deployment) =>
      write('velum-deployment.json', `${JSON.stringify(deployment, undefined, 2)}\n`),
    async secret(name) {
      const known = await read(name)
      if (known !== undefined) return known.trim()
      const drawn = randomBytes(32).toString('hex')
      await write(name, `${drawn}\n`)
      return drawn
    },
    async readAuthority() {
      const names = await readdir(path('authority')).catch(absent)
      if (names === undefined) return undefined
      const files = new Map<string, string>()
      for (const name of names) files.set(name, await readFile(join(path('authority'), name), 'utf8'))
      return files
    },
    async writeAuthority(files) {
      const unfinished = path('authority.new')
      await rm(unfinished, { recursive: true, force: true })
      await mkdir(unfinished, { mode: 0o700 })
      for (const [name, text] of files) await writeFile(join(unfinished, name), text, { mode: 0o600 })
      await rename(unfinished, path('authority'))
    },
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
