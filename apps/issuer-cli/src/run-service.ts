import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ServerType, serve } from '@hono/node-server'
import type { Issuer, Store } from '@velum/issuer'
import { type ControlServer, startControlServer } from './desk/control-server.ts'
import { platformRandom } from './desk/open-desk.ts'

/** Lists and records are looked after this often; the chain is asked once for each list. */
const defaultUpkeepSeconds = 30
/** A request gets this long to end when the service stops. */
const graceMilliseconds = 5_000

/** A running issuing service. */
export interface RunningService {
  readonly port: number
  /** Ends what runs, then stops listening and looking after the lists. Does not close the store. */
  close(): Promise<void>
}

/** Serves wallets and, for a store in a folder, commands of other processes; looks after lists and leftovers.
 *  Rejects with Node's EADDRINUSE when the port is taken. */
export async function runService(options: {
  readonly issuer: Issuer
  readonly store: Store
  readonly dir: string
  readonly hostname: string
  readonly port: number
  readonly onUpkeepError: (error: unknown) => void
  /** 30 unless given. */
  readonly upkeepSeconds?: number
}): Promise<RunningService> {
  const { issuer, store, dir, hostname, port, onUpkeepError, upkeepSeconds = defaultUpkeepSeconds } = options
  const server = serve({ fetch: issuer.handle, hostname, port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  let control: ControlServer | undefined
  if (store.kind === 'folder') {
    const token = Buffer.from(platformRandom(32)).toString('base64url')
    control = await startControlServer({ issuer, dir, token })
  }
  const stopping = new AbortController()
  const upkeep = keepUp({ issuer, signal: stopping.signal, onUpkeepError, upkeepSeconds })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      stopping.abort()
      await control?.close()
      await closeServer(server)
      await upkeep
    },
  }
}

async function keepUp(options: {
  readonly issuer: Issuer
  readonly signal: AbortSignal
  readonly onUpkeepError: (error: unknown) => void
  readonly upkeepSeconds: number
}): Promise<void> {
  const { issuer, signal, onUpkeepError, upkeepSeconds } = options
  while (!signal.aborted) {
    await issuer.upkeep().catch(onUpkeepError)
    await sleep(upkeepSeconds * 1000, undefined, { signal }).catch(() => undefined)
  }
}

/** Lets requests that run end; a connection that does not is cut. */
async function closeServer(server: ServerType): Promise<void> {
  const cut = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, graceMilliseconds)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  clearTimeout(cut)
}
