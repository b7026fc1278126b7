import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { contentSecurityPolicy } from './content-security-policy.ts'
import type { WalletConfigFile } from './wallet-config-file.ts'

export interface ServeWalletOptions {
  /** 0 for any that is free. */
  readonly port: number
  readonly config: WalletConfigFile
}

export interface ServedWallet {
  readonly url: string
  close(): Promise<void>
}

/** Serves the built wallet and its `config.json` on localhost. The wallet's places lie behind `#`, so no path is
 *  rewritten. Rejects with the listening error when the port is taken. */
export async function serveWallet({ port, config }: ServeWalletOptions): Promise<ServedWallet> {
  const app = new Hono()
  app.use(async (context, next) => {
    await next()
    const { headers } = context.res
    headers.set('content-security-policy', contentSecurityPolicy())
    headers.set('x-content-type-options', 'nosniff')
    headers.set('referrer-policy', 'no-referrer')
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
    // Hashed names never change what they mean; everything else is asked for again.
    const forever = context.req.path.startsWith('/assets/')
    headers.set('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
  })
  app.get('/config.json', (context) => context.json(config))
  app.use(serveStatic({ root: builtWallet() }))

  const server = createAdaptorServer({ fetch: app.fetch })
  server.listen(port, 'localhost')
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://localhost:${taken}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

function builtWallet(): string {
  const manifest = createRequire(import.meta.url).resolve('@velum/wallet/package.json')
  return join(dirname(manifest), 'dist', 'app')
}
