import { parseDcqlVpToken } from '@openid4vc/openid4vp'
import { ExchangeError } from '../exchange-error.ts'
import type { DcqlQuery } from './dcql-query.ts'

/** An answer as a verifier receives it. `state` says which session it belongs to. */
export type ReceivedResponse =
  | { readonly kind: 'presentations'; readonly state: string; readonly vpToken: string }
  | { readonly kind: 'refusal'; readonly state: string; readonly error: string }

/** Reads the form that a wallet posted. Throws ExchangeError 'response-malformed'. */
export function parseAuthorizationResponse(body: string): ReceivedResponse {
  const form = new URLSearchParams(body)
  for (const name of ['state', 'vp_token', 'error'])
    if (form.getAll(name).length > 1) throw malformed(`The answer has two members named ${name}.`)
  const state = form.get('state')
  const error = form.get('error')
  const vpToken = form.get('vp_token')
  if (!state) throw malformed('The answer does not say which request it is for.')
  if (error !== null && vpToken === null) return { kind: 'refusal', state, error }
  if (error === null && vpToken !== null) return { kind: 'presentations', state, vpToken }
  throw malformed('The answer holds neither presentations nor an error, or both.')
}

/** The one presentation for each credential query, exactly as many as were asked for (OpenID4VP 1.0 §8.1). An answer
 *  with a bound credential is one presentation of all credentials, which stands under every query id: then, and only
 *  then, the map holds one and the same object under all of them.
 *  Throws ExchangeError 'response-malformed' | 'presentation-missing' | 'presentation-unexpected'. */
export function selectPresentations(options: {
  readonly vpToken: string
  readonly query: DcqlQuery
}): Map<string, object> {
  const presentations = readVpToken(options.vpToken)
  const ids = options.query.credentials.map(({ id }) => id)
  const surplus = Object.keys(presentations).some((id) => !ids.includes(id))
  if (surplus)
    throw new ExchangeError('presentation-unexpected', 'The answer holds a presentation nobody asked for.')
  const texts = new Map<string, object>()
  return new Map(
    ids.map((id) => {
      const entries = Object.hasOwn(presentations, id) ? presentations[id] : undefined
      if (entries === undefined)
        throw new ExchangeError('presentation-missing', 'The answer leaves out what was asked for.')
      if (entries.length > 1)
        throw new ExchangeError(
          'presentation-unexpected',
          'The answer holds more presentations than asked for.',
        )
      const [presentation] = entries as [object]
      const text = JSON.stringify(presentation)
      if (!texts.has(text)) texts.set(text, presentation)
      return [id, texts.get(text) as object] as const
    }),
  )
}

function readVpToken(vpToken: string): Record<string, object[]> {
  let parsed: unknown
  try {
    parsed = JSON.parse(vpToken)
    requireShallow(parsed)
    parseDcqlVpToken(parsed)
  } catch (cause) {
    throw malformed('The vp_token is not a JSON object of presentations by query id.', cause)
  }
  const entries = Object.values(parsed as Record<string, unknown>)
  // The library also takes a bare presentation, as drafts did. In 1.0 it is an array of objects for ldp_vc.
  if (!entries.every((entry) => Array.isArray(entry) && entry.every((one) => typeof one === 'object')))
    throw malformed('The vp_token does not hold an array of ldp_vc presentations for each query id.')
  return parsed as Record<string, object[]>
}

/** A credential's claims lie six levels below the token. Thousands of levels are a way to make whatever walks them fall over. */
const mostLevels = 32

function requireShallow(value: unknown): void {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) throw malformed('The vp_token is nested too deeply.')
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
}

function malformed(message: string, cause?: unknown): ExchangeError {
  return new ExchangeError('response-malformed', message, { cause })
}
