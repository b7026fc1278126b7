import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import type { Verifier } from '@velum/verifier'
import { createEvidenceFolder } from '@velum/verifier/evidence-folder'
import { type AccountFolder, openAccountFolder } from './accounts/account-folder.ts'
import { createOpeningsBoard } from './openings-board.ts'
import { readSecretKey } from './secret-key-file.ts'
import { createServer, type ServiceConfig } from './server.ts'
import { ServiceDemoError } from './service-demo-error.ts'
import { library } from './services/library.ts'
import { market } from './services/market.ts'

const services = { library, market } as const

/** The names of the services that this app can be. */
export type ServiceId = keyof typeof services

export interface ServiceDemoOptions
  extends Omit<ServiceConfig, 'url' | 'secretKey' | 'evidence' | 'accounts' | 'openings'> {
  /** Which service to be; the library by default. */
  readonly service?: ServiceId
  /** 0 takes a free one. */
  readonly port: number
  /** Where visitors reach the service; this port on localhost by default. */
  readonly url?: string
  /** Folder of what is kept over restarts: keys, accounts, sealed evidence. Each service has its own. */
  readonly dir: string
  /** How long sealed evidence of a visit is kept; 30 days by default. */
  readonly retentionSeconds?: number
}

export interface ServiceDemo {
  readonly url: string
  /** What it calls itself. */
  readonly name: { readonly en: string; readonly zh: string }
  /** The did:web that wallets show as proved. */
  readonly did: string | undefined
  /** Prepares a request to open one of its presentations, as its clerk would have it done. */
  readonly openingRequest: Verifier['openingRequest']
  /** What it keeps of its visitors, as its clerk sees it. */
  readonly accounts: AccountFolder['list']
  close(): Promise<void>
}

const thirtyDays = 30 * 86_400
const upkeepMs = 3_600_000
const watchSeconds = 10

/** Starts a service's website. Throws ServiceDemoError 'port-taken' | 'key-file-invalid', and what `createVerifier`
 *  throws for a configuration that cannot work. */
export async function startServiceDemo(options: ServiceDemoOptions): Promise<ServiceDemo> {
  const { service: id = 'library', port, dir, retentionSeconds = thirtyDays, ...config } = options
  const service = services[id]
  const secretKey = await readSecretKey(dir, 'request-key')
  const evidence = {
    store: await createEvidenceFolder(join(dir, 'evidence')),
    key: await readSecretKey(dir, 'evidence-key'),
    retentionSeconds,
  }
  const accounts = await openAccountFolder(join(dir, 'accounts'), () => new Date())
  // A port of 0 is known only after listening, and the address is part of every request.
  let handle: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 })
  const server = await listen((request) => handle(request), port)
  const url = options.url ?? `http://localhost:${(server.address() as AddressInfo).port}`
  try {
    const openings = createOpeningsBoard()
    const kept = { secretKey, evidence, accounts, openings }
    const { app, verifier } = await createServer(service, { ...config, url, ...kept })
    handle = (request) => app.fetch(request)
    const removeExpired = () => void verifier.removeExpiredEvidence().catch(config.onError ?? (() => {}))
    removeExpired()
    const upkeep = setInterval(removeExpired, upkeepMs)
    const watching = new AbortController()
    void verifier.watchOpenings({
      signal: watching.signal,
      everySeconds: watchSeconds,
      onChange: (change) => openings.note(change),
    })
    return {
      url,
      name: service.name,
      did: verifier.did,
      openingRequest: verifier.openingRequest,
      accounts: accounts.list,
      async close() {
        clearInterval(upkeep)
        watching.abort()
        verifier.close()
        await closeServer(server)
      },
    }
  } catch (error) {
    await closeServer(server)
    throw error
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: 'localhost' }, () => resolve(server))
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      const message = `Port ${port} is taken by another program. Stop it, or choose another port with --port.`
      reject(taken ? new ServiceDemoError('port-taken', message, { cause }) : cause)
    })
  })
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
