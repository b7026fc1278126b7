import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

export type Language = 'en' | 'zh'

/** The language is what the visitor chose before, here or at a service of the stack, else what the browser prefers. */
export function languageOf(context: Context): Language {
  const chosen = getCookie(context, 'language')
  if (chosen === 'en' || chosen === 'zh') return chosen
  const preferred = context.req.header('accept-language')?.split(',')[0] ?? ''
  return preferred.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Takes `?language=zh` on any page, remembers it, and shows the page again without it. */
export const rememberLanguage: MiddlewareHandler = async (context, next) => {
  const language = context.req.query('language')
  if (language !== 'en' && language !== 'zh') return next()
  setCookie(context, 'language', language, { path: '/', sameSite: 'Lax', maxAge: 31_536_000, httpOnly: true })
  // `//name/…` and `/\name/…` would lead to another host.
  return context.redirect(new URL(context.req.url).pathname.replace(/^[/\\]+/, '/'), 303)
}
