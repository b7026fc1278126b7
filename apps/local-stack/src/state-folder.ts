import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the local stack keeps what must outlive it. Every file is written beside itself and then renamed. */
export interface StateFolder {
  readonly chainFile: string
  readonly issuerFolder: string
  readonly demoFolder: string
  readDeployment(): Promise<unknown>
  writeDeployment(deployment: unknown): Promise<void>
  /** 32 bytes in hex, drawn once: the key that deploys and relays, or the passphrase of the demo issuer. */
  secret(name: 'relayer-key' | 'issuer-passphrase'): Promise<string>
}

export async function openStateFolder(folder: string): Promise<StateFolder> {
  await mkdir(folder, { recursive: true })
  const path = (name: string) => join(folder, name)

  async function read(name: string): Promise<string | undefined> {
    try {
      return await readFile(path(name), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async function write(name: string, text: string): Promise<void> {
    await writeFile(path(`${name}.new`), text, { mode: 0o600 })
    await rename(path(`${name}.new`), path(name))
  }

  return {
    chainFile: path('chain.json'),
    issuerFolder: path('issuer'),
    demoFolder: path('demo'),
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
  }
}
