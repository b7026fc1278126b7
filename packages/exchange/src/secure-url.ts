import { setGlobalConfig } from '@openid4vc/oauth2'
import { ExchangeError } from './exchange-error.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Parses an address that a message names: https anywhere, http on this machine only (a secure context too).
 *  Throws ExchangeError 'insecure-url'. */
export function requireSecureUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const secure =
    url !== undefined &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname))) &&
    url.username === '' &&
    url.password === ''
  if (!secure)
    throw new ExchangeError(
      'insecure-url',
      'An address in the message is neither https nor on this machine. Do not go on with it.',
    )
  return url
}

/** Lets the OpenID libraries take `http://localhost`. Their switch is global and all or nothing, so every
 *  address from outside goes through `requireSecureUrl` as well. */
export function permitLoopbackHttp(): void {
  setGlobalConfig({ allowInsecureUrls: true })
}
