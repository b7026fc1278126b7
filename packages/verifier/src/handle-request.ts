import { ExchangeError } from '@velum/exchange'
import { askPrepared } from './ask-prepared.ts'
import { readBrowserCookie } from './browser-cookie.ts'
import { readOutcome } from './read-outcome.ts'
import { type StartBody, start } from './start.ts'
import { findWaiting } from './take-session.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError, type VerifierErrorCode } from './verifier-error.ts'
import { verifyResponse } from './verify-response.ts'
import { verifySignInResponse } from './verify-sign-in-response.ts'

/** A presentation of one credential is some 10 kB. */
const maxBodyLength = 262_144

/** For what a wallet, a page of another origin, calls. No cookie takes part, so any origin may. */
const cors = { 'access-control-allow-origin': '*' }

type Handler = (context: VerifierContext, request: Request, id: string) => Promise<Response>

const routes: readonly { method: string; path: RegExp; open: boolean; handle: Handler }[] = [
  { method: 'POST', path: /^\/start$/, open: false, handle: startSessions },
  { method: 'GET', path: /^\/outcome\/([\w-]+)$/, open: false, handle: outcome },
  { method: 'GET', path: /^\/request\/([\w-]+)$/, open: true, handle: requestObject },
  { method: 'POST', path: /^\/response$/, open: true, handle: response },
  { method: 'GET', path: /^\/sign-in\/([\w-]+)$/, open: true, handle: signInChallenge },
  { method: 'POST', path: /^\/sign-in\/([\w-]+)$/, open: true, handle: signInResponse },
]

/** Answers every request below the verifier's url, and the one for its DID document. */
export async function handleRequest(context: VerifierContext, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/.well-known/did.json' && context.identity) return json(context.identity.document, cors)

  const base = new URL(context.baseUrl).pathname.replace(/\/$/, '')
  const path = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : undefined
  const here = routes.filter((route) => path !== undefined && route.path.test(path))
  if (here.some(({ open }) => open) && request.method === 'OPTIONS') return preflight()
  const route = here.find(({ method }) => method === request.method)
  if (route === undefined || path === undefined)
    return failure(new VerifierError('not-found', 'There is nothing at this address.'), {})
  try {
    const answer = await route.handle(context, request, route.path.exec(path)?.[1] ?? '')
    if (route.open) for (const [name, value] of Object.entries(cors)) answer.headers.set(name, value)
    return answer
  } catch (error) {
    const answer = failure(error, route.open ? cors : {})
    if (answer.status >= 500) context.options.onError?.(error)
    return answer
  }
}

async function startSessions(context: VerifierContext, request: Request): Promise<Response> {
  // Another site could otherwise make the visitor's browser start something it did not ask for.
  const site = request.headers.get('sec-fetch-site') ?? 'none'
  if (site !== 'same-origin' && site !== 'none')
    throw new VerifierError('cross-site-start', 'A request starts on a page of the service itself.')
  const { started, cookie } = await start(context, request, await readStartBody(request))
  return json(started, { 'set-cookie': cookie })
}

async function outcome(context: VerifierContext, request: Request, id: string): Promise<Response> {
  const responseCode = new URL(request.url).searchParams.get('response_code') ?? undefined
  return json(
    await readOutcome(context, { id, browser: readBrowserCookie(request, context.origin), responseCode }),
  )
}

async function requestObject(context: VerifierContext, _: Request, id: string): Promise<Response> {
  const { question } = await askPrepared(context, id)
  return new Response(question.requestObject, {
    headers: { 'content-type': 'application/oauth-authz-req+jwt', 'cache-control': 'no-store' },
  })
}

async function response(context: VerifierContext, request: Request): Promise<Response> {
  const { redirectUri } = await verifyResponse(context, await readForm(request))
  return json(redirectUri === undefined ? {} : { redirect_uri: redirectUri })
}

async function signInChallenge(context: VerifierContext, _: Request, id: string): Promise<Response> {
  return json((await findWaiting(context, id, 'sign-in')).question.challenge)
}

async function signInResponse(context: VerifierContext, request: Request, id: string): Promise<Response> {
  const { redirectUri } = await verifySignInResponse(context, id, await readForm(request))
  return json(redirectUri === undefined ? {} : { redirect_uri: redirectUri })
}

async function readStartBody(request: Request): Promise<StartBody> {
  let body: unknown
  try {
    body = JSON.parse(await readText(request))
  } catch {
    body = undefined
  }
  if (typeof body !== 'object' || body === null)
    throw new VerifierError('request-malformed', 'The body must be a JSON object that names a request.')
  return body as StartBody
}

async function readForm(request: Request): Promise<string> {
  if (!request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded'))
    throw new VerifierError('request-malformed', 'An answer is posted as application/x-www-form-urlencoded.')
  return readText(request)
}

/** Reads no further than a body may be long: one that never ends must not fill the memory. */
async function readText(request: Request): Promise<string> {
  const reader = request.body?.getReader()
  const decoder = new TextDecoder()
  let length = 0
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength
    if (length > maxBodyLength) {
      await reader?.cancel()
      throw new VerifierError('request-malformed', 'The body is larger than any answer may be.')
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

function preflight(): Response {
  const headers = {
    ...cors,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type',
  }
  return new Response(null, { status: 204, headers })
}

function json(body: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
}

const statuses: Partial<Record<VerifierErrorCode, number>> = {
  'not-found': 404,
  'unknown-request': 404,
  'session-unknown': 404,
  'session-expired': 410,
  'session-answered': 409,
  'cross-site-start': 403,
  'chain-unreachable': 503,
  'authority-unknown': 503,
  'scope-unknown': 503,
}

/** `error` is our code, where OAuth would only say `invalid_request`. */
function failure(error: unknown, headers: Record<string, string>): Response {
  if (error instanceof VerifierError)
    return json({ error: error.code, error_description: error.message }, headers, statuses[error.code] ?? 400)
  if (error instanceof ExchangeError)
    return json({ error: error.code, error_description: error.message }, headers, 400)
  return json(
    { error: 'server_error', error_description: 'The service failed. Try again later.' },
    headers,
    500,
  )
}
