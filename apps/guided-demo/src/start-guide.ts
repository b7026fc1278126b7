import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { GuideWorld } from './guide-world.ts'
import { createServer } from './server.ts'
import { createStage } from './stage.ts'
import { openStoryFile } from './story.ts'

export interface GuideOptions extends GuideWorld {
  /** 0 takes a free one. On localhost and nowhere else. */
  readonly port: number
  /** Folder of the visitor's story and of what lies on the parties' desks. */
  readonly dir: string
}

export interface Guide {
  readonly url: string
  close(): Promise<void>
}

/** Serves the guided demo on this machine. A taken port throws Node's EADDRINUSE. */
export async function startGuide({ port, dir, ...world }: GuideOptions): Promise<Guide> {
  const stage = createStage(world, openStoryFile(dir))
  let url = ''
  const token = randomBytes(24).toString('base64url')
  const app = createServer({ stage, urls: world.urls, url: () => url, token })
  const server = await new Promise<ServerType>((resolve, reject) => {
    const listening = serve({ fetch: app.fetch, port, hostname: 'localhost' }, () => resolve(listening))
    listening.once('error', reject)
  })
  url = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
