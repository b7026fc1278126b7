import type { MiddlewareHandler } from 'hono'

/** Pages show what a visitor disclosed: the next one at the same computer must not find them in the browser. */
export const keepNoPage: MiddlewareHandler = async (context, next) => {
  await next()
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
}

/** Nothing from elsewhere, nothing inline. */
export const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** Of the page that verifies evidence: it may compute, and connect to nobody. Files of its own service it could still load. */
export const offlineSecurityPolicy = {
  ...contentSecurityPolicy,
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  workerSrc: ["'self'"],
  connectSrc: ["'none'"],
  formAction: ["'none'"],
}
