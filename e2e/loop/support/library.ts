import { residentIdTemplate } from '@velum/credential'
import type { Deployment } from '@velum/registry'
import { askFor, createVerifier, type VerifierOptions } from '@velum/verifier'
import { serve } from '../../support/serve.ts'
import { random } from './city-hall.ts'

export type Library = Awaited<ReturnType<typeof openLibrary>>

export interface LibraryOptions {
  readonly deployment: Deployment
  readonly trustedIssuers: readonly string[]
  readonly changes?: Partial<VerifierOptions>
  /** A service whose server sends no CORS headers. */
  readonly withoutCors?: boolean
}

const corsHeaders = [
  'access-control-allow-origin',
  'access-control-allow-headers',
  'access-control-allow-methods',
]

/** A service that asks for the region and the residency status, and for the given name if the holder likes. */
export async function openLibrary(options: LibraryOptions) {
  const posted: string[] = []
  const server = await serve(async (request) => {
    const path = new URL(request.url).pathname
    if (request.method === 'POST' && path === '/velum/response') posted.push(await request.clone().text())
    const response = await verifier.handle(request)
    if (options.withoutCors && path === '/velum/response')
      for (const name of corsHeaders) response.headers.delete(name)
    return response
  })
  const definition = {
    purpose: { en: 'To make out a reader’s pass.', zh: '用于办理读者证。' },
    query: askFor(residentIdTemplate, { required: ['region', 'residencyStatus'], optional: ['givenName'] }),
    resultPage: '/welcome',
  }
  const verifier = await createVerifier({
    url: `${server.url}/velum`,
    name: { en: 'Harbourtown Library', zh: '港城图书馆' },
    walletUrl: 'http://localhost:4030',
    deployment: options.deployment,
    trustedIssuers: options.trustedIssuers,
    templates: [residentIdTemplate],
    requests: { pass: definition, unsigned: { ...definition, signed: false } },
    signIn: { purpose: { en: 'To open your shelf.', zh: '用于打开您的书架。' }, resultPage: '/shelf' },
    secretKey: random(32),
    ...options.changes,
  })
  return {
    verifier,
    url: server.url,
    host: new URL(server.url).host,
    /** Bodies that wallets have posted. */
    posted,
    /** A visitor's browser with a cookie jar of its own. */
    async visit(body: object = { request: 'pass' }) {
      const answer = await fetch(`${server.url}/velum/start`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      const { sameDevice, crossDevice } = (await answer.json()) as {
        sameDevice: { link: string }
        crossDevice: { link: string; outcomeUrl: string }
      }
      return {
        sameDevice,
        crossDevice,
        /** The page that the wallet sent the browser to. */
        arrive: (redirectUri = `${server.url}/welcome`) =>
          verifier.readOutcome(new Request(redirectUri, { headers: { cookie } })),
        /** What the page with the QR code learns by asking. */
        async poll(): Promise<unknown> {
          return (await fetch(crossDevice.outcomeUrl, { headers: { cookie } })).json()
        },
      }
    },
    async close() {
      verifier.close()
      await server.close()
    },
  }
}
