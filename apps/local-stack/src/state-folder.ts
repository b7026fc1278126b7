import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StackError } from './stack-error.ts'

/** The trustees of the stack's opening authority, in the order of their numbers. */
export const trustees = ['trustee-1', 'trustee-2', 'trustee-3', 'trustee-4', 'trustee-5'] as const

/** Whoever has a folder of `velum-authority`: a trustee, or a service, which asks for openings with it. */
export type KeyHolder = (typeof trustees)[number] | 'demo' | 'market'

/** The keys that deploy and relay, and that accredit, and the passphrases of the demo issuer and of all key holders. */
export type SecretName = 'relayer-key' | 'operator-key' | 'issuer-passphrase' | `${KeyHolder}-passphrase`

export interface KeyFolder {
  /** What `velum-authority --dir` takes. */
  readonly path: string
  /** What `velum-authority --passphrase-file` takes. */
  readonly passphraseFile: string
}

/** Where the local stack keeps what must outlive it. Every file is written beside itself and then renamed. */
export interface StateFolder {
  readonly chainFile: string
  readonly issuerFolder: string
  readonly demoFolder: string
  readonly marketFolder: string
  readonly guideFolder: string
  /** What `velum-authority --deployment` takes. */
  readonly deploymentFile: string
  readDeployment(): Promise<unknown>
  writeDeployment(deployment: unknown): Promise<void>
  /** 32 bytes in hex, drawn once and before they are used. */
  secret(name: SecretName): Promise<string>
  hasSecret(name: SecretName): Promise<boolean>
  keyFolder(holder: KeyHolder): KeyFolder
}

/** Opens a state folder, or makes it. Throws StackError 'state-of-earlier-version'. */
export async function openStateFolder(folder: string): Promise<StateFolder> {
  await mkdir(folder, { recursive: true })
  const path = (name: string) => join(folder, name)
  if (await isThere(path('authority/trustee-1.json'))) throw earlierVersion(folder)

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
    guideFolder: path('guide'),
    deploymentFile: path('velum-deployment.json'),
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
    hasSecret: (name) => isThere(path(name)),
    keyFolder: (holder) => ({
      path: join(path(holder.startsWith('trustee-') ? 'authority' : 'requesters'), holder),
      passphraseFile: path(`${holder}-passphrase`),
    }),
  }
}

function earlierVersion(folder: string): StackError {
  return new StackError(
    'state-of-earlier-version',
    `The folder ${folder} is of an earlier version, whose opening authority had its key from one process. Its trustees ` +
      'now make their key together, so what was sealed for the old key cannot go over. Begin anew by deleting the folder ' +
      '(credentials of the old chain are then void, so reset the wallet too), or keep it and name another one: VELUM_STATE_DIR.',
  )
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
