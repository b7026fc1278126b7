import {
  createBindingSession,
  createIssuerMetadata,
  createRefusal,
  ExchangeError,
  parseTokenRequest,
  refuse,
} from '@velum/exchange'
import { openSession } from '../binding/open-session.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { hasBbsPlusKey } from '../keys/ensure-bbs-plus-key.ts'
import { batchSize } from '../offers/batch-size.ts'
import { claimOffer, tokenLifetimeSeconds } from '../offers/claim-offer.ts'
import { collectCredentials } from '../offers/collect-credentials.ts'
import { createNonce, nonceLifetimeSeconds } from '../offers/nonce.ts'
import { serveOffer } from '../offers/serve-offer.ts'
import { serveRecord } from '../records/serve-record.ts'
import { serveList } from '../status/serve-list.ts'
import { findTemplate, listTemplates } from '../templates/template-store.ts'
import { answerPreflight, empty, json, withCors } from './answer.ts'
import { readJson, readText } from './read-body.ts'

interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  answer(request: Request, parameters: readonly string[]): Promise<Response>
}

/** The issuer as wallets and verifiers see it. Every answer allows any origin: nothing here depends on who asks
 *  from where, and a browser sends no credentials of its own along. Paths stand below the issuer's URL, the
 *  well-known documents also in front of its path. (OpenID4VCI 1.0; RFC 8414 §3) */
export function createHandler(context: IssuerContext): (request: Request) => Promise<Response> {
  const routes = createRoutes(context)
  const base = new URL(context.url).pathname.replace(/\/$/, '')
  return async (request) => {
    const path = localPath(new URL(request.url).pathname, base)
    const matching = routes.filter((route) => path !== undefined && route.path.test(path))
    if (path === undefined || matching.length === 0) return withCors(empty(404))
    if (request.method === 'OPTIONS') return withCors(answerPreflight())
    const route = matching.find(
      ({ method }) => method === (request.method === 'HEAD' ? 'GET' : request.method),
    )
    if (!route) return withCors(empty(405, { Allow: matching.map(({ method }) => method).join(', ') }))
    try {
      const parameters = route.path.exec(path)?.slice(1).map(decodeURIComponent) ?? []
      return withCors(await route.answer(request, parameters))
    } catch (error) {
      if (!(error instanceof ExchangeError))
        context.report({ type: 'request-failed', path: route.path.source, error })
      return withCors(answerRefusal(error))
    }
  }
}

function createRoutes(context: IssuerContext): Route[] {
  const documents = async () =>
    createIssuerMetadata({
      issuerUrl: context.url,
      name: context.name,
      templates: await listTemplates(context.database),
      batchSize,
      suites: (await hasBbsPlusKey(context.database)) ? ['bbs-2023', 'BbsBlsSignature2020'] : ['bbs-2023'],
    })
  return [
    {
      method: 'GET',
      path: /^\/\.well-known\/openid-credential-issuer$/,
      answer: async () => json((await documents()).credentialIssuer),
    },
    {
      method: 'GET',
      path: /^\/\.well-known\/oauth-authorization-server$/,
      answer: async () => json((await documents()).authorizationServer),
    },
    {
      method: 'GET',
      path: /^\/offers\/([0-9a-f]{32})$/,
      answer: async (_request, [id = '']) => json(await serveOffer(context, id)),
    },
    {
      method: 'POST',
      path: /^\/token$/,
      async answer(request) {
        const tokenRequest = parseTokenRequest({ form: await readText(request), url: request.url })
        const token = await claimOffer(context, tokenRequest)
        return json({ access_token: token, token_type: 'Bearer', expires_in: tokenLifetimeSeconds })
      },
    },
    {
      method: 'POST',
      path: /^\/nonce$/,
      answer: async () => json({ c_nonce: createNonce(context), c_nonce_expires_in: nonceLifetimeSeconds }),
    },
    {
      method: 'POST',
      path: /^\/binding$/,
      answer: async (request) => json(createBindingSession(await openSession(context, bearerToken(request)))),
    },
    {
      method: 'POST',
      path: /^\/credential$/,
      async answer(request) {
        const token = bearerToken(request)
        return json(await collectCredentials(context, { token, body: await readJson(request) }))
      },
    },
    {
      method: 'GET',
      path: /^\/templates\/([a-z0-9-]+)\/([1-9]\d{0,8})$/,
      async answer(_request, [name = '', version = '']) {
        const template = await findTemplate(context.database, { name, version: Number(version) })
        return json(template, { 'Cache-Control': 'public, max-age=31536000, immutable' })
      },
    },
    {
      method: 'GET',
      path: /^\/status\/([1-9]\d{0,8})$/,
      answer: async (request, [number = '']) => serveList(context, { number: Number(number), request }),
    },
    {
      method: 'GET',
      path: /^\/records\/([0-9a-f]{64})$/,
      answer: async (_request, [address = '']) => serveRecord(context, Buffer.from(address, 'hex')),
    },
  ]
}

function bearerToken(request: Request): string {
  const token = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1]
  if (token === undefined) throw refuse('token-invalid')
  return token
}

/** The path below the issuer's own, or undefined when it is not below it. */
function localPath(path: string, base: string): string | undefined {
  const wellKnown = /^(\/\.well-known\/(?:openid-credential-issuer|oauth-authorization-server))(\/.*)?$/.exec(
    path,
  )
  if (wellKnown) return (wellKnown[2] ?? '') === base || !wellKnown[2] ? wellKnown[1] : undefined
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined
}

function answerRefusal(error: unknown): Response {
  if (error instanceof IssuerError && error.code === 'template-unknown') return empty(404)
  const { status, body } = createRefusal(error)
  return json(body, status === 401 ? { 'WWW-Authenticate': `Bearer error="${body.error}"` } : {}, status)
}
