import { base64 } from '@scure/base'
import { VerifierError } from '../verifier-error.ts'
import type { OpeningChange } from './opening-changes.ts'

export interface OpeningWebhookOptions {
  /** Where the service's own software listens: https, or this machine. */
  readonly url: string
  /** 24 to 64 random bytes, which the receiver has too. */
  readonly secret: Uint8Array
  /** Default 15. */
  readonly timeoutSeconds?: number
  /** The platform's own by default. */
  readonly fetch?: typeof globalThis.fetch
  readonly now?: () => Date
}

/** An `onChange` that posts each change as JSON, signed with HMAC-SHA-256 (Standard Webhooks 1.0: headers `webhook-id`,
 *  `webhook-timestamp` and `webhook-signature`). It counts as delivered when the answer is a status of 200 to 299; else the change
 *  comes again, under the same id. The function it returns rejects with VerifierError 'webhook-refused'.
 *  Throws VerifierError 'configuration-invalid'. */
export function createOpeningWebhook(
  options: OpeningWebhookOptions,
): (change: OpeningChange) => Promise<void> {
  const { secret, timeoutSeconds = 15, fetch = globalThis.fetch, now = () => new Date() } = options
  const url = checkOptions(options)
  return async (change) => {
    const sentAt = now()
    const timestamp = Math.floor(sentAt.getTime() / 1000)
    const body = JSON.stringify({
      type: `opening.${change.status}`,
      timestamp: change.at.toISOString(),
      data: change,
    })
    const signature = await signWebhook({ id: change.id, timestamp, body, secret })
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': change.id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signature,
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      })
      await response.body?.cancel()
      if (response.ok) return
      throw refused(`answered with status ${response.status}`)
    } catch (cause) {
      throw cause instanceof VerifierError ? cause : refused('did not answer', { cause })
    }
  }
}

/** `v1,` and the HMAC-SHA-256 of `id.timestamp.body` (Standard Webhooks 1.0, signature scheme). */
export async function signWebhook(options: {
  readonly id: string
  readonly timestamp: number
  readonly body: string
  readonly secret: Uint8Array
}): Promise<string> {
  const { id, timestamp, body, secret } = options
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(secret), algorithm, false, ['sign'])
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  return `v1,${base64.encode(new Uint8Array(await crypto.subtle.sign('HMAC', key, signed)))}`
}

function checkOptions({ url: text, secret }: OpeningWebhookOptions): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost')
  if (url === undefined || !secure)
    throw new VerifierError(
      'configuration-invalid',
      'A webhook needs an address that starts with https://, or one on http://localhost.',
    )
  if (secret.length < 24 || secret.length > 64)
    throw new VerifierError('configuration-invalid', 'The secret of a webhook has 24 to 64 bytes.')
  return url
}

function refused(how: string, options?: ErrorOptions): VerifierError {
  return new VerifierError('webhook-refused', `The webhook ${how}.`, options)
}
