import { type Random, randomText } from './random-text.ts'

/** The cookie by which the browser that asked is known again. It says nothing about the person. */
export interface BrowserCookie {
  readonly value: string
  /** For `Set-Cookie`. */
  readonly header: string
}

/** `__Host-` ties the cookie to one host over https. On `http://localhost` browsers differ about it, and cookies
 *  there are shared by all ports, so the port is in the name. */
function cookieName(origin: URL): string {
  return origin.protocol === 'https:' ? '__Host-velum' : `velum-${origin.port || '80'}`
}

/** The value of our cookie in a request. */
export function readBrowserCookie(request: Request, origin: URL): string | undefined {
  const prefix = `${cookieName(origin)}=`
  const pair = (request.headers.get('cookie') ?? '').split(/; */).find((text) => text.startsWith(prefix))
  return pair?.slice(prefix.length) || undefined
}

/** Sets the cookie, keeping a value that the browser has, so that two tabs can wait side by side.
 *  `Lax`: it must come along when the wallet, another site, sends the browser back. */
export function setBrowserCookie(options: {
  readonly request: Request
  readonly origin: URL
  readonly random: Random
  readonly seconds: number
}): BrowserCookie {
  const { origin } = options
  const value = readBrowserCookie(options.request, origin) ?? randomText(options.random, 32)
  const secure = origin.protocol === 'https:' ? '; Secure' : ''
  const header = `${cookieName(origin)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${options.seconds}${secure}`
  return { value, header }
}
