import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Claims, residentIdTemplate, type Template } from '@velum/credential'
import { createIssuer, openStore } from '@velum/issuer'
import type { Chain } from '@velum/registry'
import { resident } from '../../support/resident.ts'
import { serve } from '../../support/serve.ts'

export const random = (length: number) => Uint8Array.from(randomBytes(length))

export type CityHall = Awaited<ReturnType<typeof openCityHall>>

export interface CityHallOptions {
  /** What it issues; the plain resident ID unless given. */
  readonly template?: Template
  /** For whom it seals the names of its bound residents. */
  readonly authority?: string
}

/** An issuer with its own store and its address on the network. */
export async function openCityHall(chain: Chain, options: CityHallOptions = {}) {
  const { template = residentIdTemplate, authority } = options
  const folder = await mkdtemp(join(tmpdir(), 'velum-loop-'))
  const store = await openStore({ dataDir: folder })
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 })
  const server = await serve((request) => handle(request))
  const issuer = await createIssuer({
    store,
    chain,
    passphrase: 'correct horse battery staple',
    url: server.url,
    name: { en: 'Harbourtown City Hall', zh: '港城市政厅' },
    fetch,
    now: () => new Date(),
    random,
    ...(authority !== undefined && { authority }),
  })
  await issuer.addTemplate(template)
  handle = issuer.handle
  return {
    issuer,
    offer: (claims: Claims = resident) => issuer.createOffer({ template: template.name, claims }),
    /** Takes its server off the network; the issuer itself can go on. */
    leaveNetwork: () => server.close(),
    async close() {
      await server.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
