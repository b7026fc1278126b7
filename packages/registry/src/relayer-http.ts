import { RegistryError, type RegistryErrorCode } from './registry-error.ts'
import type { RelayerProblem } from './relayer-client.ts'
import { MAX_CHANGE_BYTES } from './signed-change.ts'

/** Wallets of any origin may call; nothing here depends on a cookie. */
const CORS = { 'access-control-allow-origin': '*' }

const STATUS: Partial<Record<RegistryErrorCode, number>> = {
  'invalid-change': 400,
  'change-refused': 409,
  'too-many-changes': 429,
  'chain-unreachable': 503,
  'payer-unfunded': 503,
}

/** Twice, since the bytes come in hexadecimal, and some for the JSON around them. */
const MAX_BODY = 2 * MAX_CHANGE_BYTES + 1024

export function answerWith(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...CORS, 'cache-control': 'no-store', ...headers } })
}

export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    },
  })
}

/** The answer for an error: its own code and words where the sender can act on them, nothing internal otherwise. */
export function answerProblem(error: unknown): Response {
  const known = error instanceof RegistryError ? STATUS[error.code] : undefined
  if (!(error instanceof RegistryError) || known === undefined) {
    const problem: RelayerProblem = { error: 'chain-error', message: 'The chain did not take the change.' }
    return answerWith(502, problem)
  }
  const problem: RelayerProblem = { error: error.code, message: error.message }
  if (error.reason !== undefined) problem.reason = error.reason
  const retry = error.code === 'too-many-changes' ? { 'retry-after': String(error.cause) } : {}
  return answerWith(known, problem, retry)
}

/** Reads a small JSON body. Throws RegistryError 'invalid-change'. */
export async function readJson(request: Request): Promise<unknown> {
  const reader = request.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += decoder.decode(part.value, { stream: true })
    if (text.length > MAX_BODY) {
      await reader?.cancel()
      throw new RegistryError('invalid-change', `A request has at most ${MAX_BODY} bytes.`)
    }
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RegistryError('invalid-change', 'The request is not JSON.', { cause })
  }
}
