import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Issuer, IssuerError, type IssuerEvent, openIssuer, openStore, type Store } from '@velum/issuer'
import { type Chain, connectChain, RegistryError } from '@velum/registry'
import { loadDeployment } from '../load-deployment.ts'
import type { Settings } from '../settings.ts'
import { readPassphrase } from '../terminal/passphrase.ts'
import { readControlFile } from './control-file.ts'
import { type Desk, localDesk } from './desk.ts'
import { openRemoteDesk } from './remote-desk.ts'

/** Another command that owns the store for a moment is waited for this long. */
const patienceMilliseconds = 5_000

/** Opens the desk that a command is handed in at: the running service where one owns the store, else an issuer in
 *  this process, for which the passphrase is read. On PostgreSQL every process has its own.
 *  Throws IssuerError 'store-in-use', 'wrong-passphrase', 'not-initialised', 'chain-changed'. */
export async function openDesk(settings: Settings, note: (line: string) => void): Promise<Desk> {
  const remote = await findOwner(settings)
  if (remote) return remote
  const deployment = await loadDeployment(settings)
  const passphrase = await readPassphrase({ file: settings.passphraseFile, isNew: false })
  const opened = await openFreeStore(settings)
  if ('run' in opened) return opened
  const chain = connectChain({ deployment })
  const close = async () => {
    chain.close()
    await opened.close()
  }
  try {
    const issuer = await openLocalIssuer({ store: opened, chain, passphrase })
    await settleEarlier(issuer, note)
    return localDesk(issuer, close)
  } catch (error) {
    await close()
    throw error
  }
}

/** Finishes what an earlier command left half done, as a running service would. That the chain is out of reach
 *  keeps nobody from a command that does not need it. */
async function settleEarlier(issuer: Issuer, note: (line: string) => void): Promise<void> {
  try {
    await issuer.settle()
  } catch (error) {
    if (!(error instanceof IssuerError || error instanceof RegistryError)) throw error
    note(`An earlier change is not public yet. ${error.message}`)
  }
}

/** The issuer of an open store, with this machine's clock and randomness. */
export function openLocalIssuer(options: {
  readonly store: Store
  readonly chain: Chain
  readonly passphrase: string
  readonly report?: (event: IssuerEvent) => void
  readonly anchorAfterSeconds?: number
}): Promise<Issuer> {
  return openIssuer({ ...options, fetch, now: () => new Date(), random: platformRandom })
}

export function platformRandom(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length))
}

/** The store, or the desk of the service that took it meanwhile. */
async function openFreeStore(settings: Settings): Promise<Store | Desk> {
  const { databaseUrl, dir } = settings
  if (databaseUrl !== undefined) return openStore({ databaseUrl })
  const deadline = performance.now() + patienceMilliseconds
  for (;;) {
    try {
      return await openStore({ dataDir: dir })
    } catch (error) {
      const inUse = error instanceof IssuerError && error.code === 'store-in-use'
      if (!inUse || performance.now() > deadline) throw error
    }
    const remote = await findOwner(settings)
    if (remote) return remote
    await sleep(200)
  }
}

async function findOwner(settings: Settings): Promise<Desk | undefined> {
  if (settings.databaseUrl !== undefined) return undefined
  const control = await readControlFile(settings.dir)
  return control && openRemoteDesk(control)
}
