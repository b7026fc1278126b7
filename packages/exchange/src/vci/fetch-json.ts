import { callIssuer } from './call-issuer.ts'
import { refusalByAnswer } from './refusal.ts'
import { guardedFetch } from './vci-client.ts'
import type { VciStep } from './vci-step.ts'

/** Asks an issuer for JSON at an address that is not OpenID4VCI's own, by the same network rules.
 *  Throws ExchangeError: the refusal that the issuer sent, 'issuer-failed', 'issuer-unreachable' or 'insecure-url'. */
export async function fetchJson(options: {
  readonly step: VciStep
  readonly url: string
  readonly fetch: typeof fetch
  readonly init?: RequestInit
}): Promise<{ readonly status: number; readonly body: unknown }> {
  const { step, url, init } = options
  return callIssuer(step, async () => {
    const response = await guardedFetch(options.fetch)(url, init)
    const body: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw refusalByAnswer({ step, status: response.status, body })
    return { status: response.status, body }
  })
}
