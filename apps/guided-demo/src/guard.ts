import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

/** Lets nobody but this very page have something done: the guide runs commands with the keys of every party. Whatever reaches it must
 *  name its address as host, so that no other name was made to lead here; and what changes something must come from its own pages, with
 *  the token that stands in their forms. */
export function guard(options: { readonly url: () => string; readonly token: string }): MiddlewareHandler {
  const { url, token } = options
  return async (context, next) => {
    const own = new URL(url())
    if (context.req.header('host') !== own.host) return context.text(`The guide is at ${own.origin}`, 421)
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
    const from = context.req.header('sec-fetch-site')
    const isOwn =
      context.req.header('origin') === own.origin && (from === undefined || from === 'same-origin')
    // Only a body of our own pages is read at all.
    const { token: given } = isOwn ? await context.req.parseBody() : {}
    if (typeof given !== 'string' || !isSame(given, token))
      return context.text('This comes from another page. Load the guide again.', 403)
    return next()
  }
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
