import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import { readSecretKey } from './secret-key-file.ts'
import { createServer, type ServiceConfig } from './server.ts'
import { ServiceDemoError } from './service-demo-error.ts'

export interface ServiceDemoOptions extends Omit<ServiceConfig, 'url' | 'secretKey'> {
  /** 0 takes a free one. */
  readonly port: number
  /** Where visitors reach the service; this port on localhost by default. */
  readonly url?: string
  /** Folder of what is kept over restarts: the key that signs the requests. */
  readonly dir: string
}

export interface ServiceDemo {
  readonly url: string
  /** The did:web that wallets show as proved. */
  readonly did: string | undefined
  close(): Promise<void>
}

/** Starts the library's website. Throws ServiceDemoError 'port-taken' | 'key-file-invalid', and what `createVerifier`
 *  throws for a configuration that cannot work. */
export async function startServiceDemo(options: ServiceDemoOptions): Promise<ServiceDemo> {
  const { port, dir, ...config } = options
  const secretKey = await readSecretKey(dir)
  // A port of 0 is known only after listening, and the address is part of every request.
  let handle: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 })
  const server = await listen((request) => handle(request), port)
  const url = options.url ?? `http://localhost:${(server.address() as AddressInfo).port}`
  try {
    const { app, verifier } = await createServer({ ...config, url, secretKey })
    handle = (request) => app.fetch(request)
    return {
      url,
      did: verifier.did,
      async close() {
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
