import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { ServiceFrame } from './services/service-frame.ts'

export type Language = 'en' | 'zh'

/** Who reads a page: of which service, in which language, and with which query, so that the switch of language can keep it. */
export interface Reader {
  readonly service: ServiceFrame
  readonly language: Language
  readonly search: string
}

/** The language is what the reader chose before, else what the browser prefers. */
export function readerOf(context: Context, service: ServiceFrame): Reader {
  return { service, language: languageOf(context), search: new URL(context.req.url).search }
}

function languageOf(context: Context): Language {
  const chosen = getCookie(context, 'language')
  if (chosen === 'en' || chosen === 'zh') return chosen
  const preferred = context.req.header('accept-language')?.split(',')[0] ?? ''
  return preferred.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Takes `?language=zh` on any page, remembers it, and shows the page again without it. */
export const rememberLanguage: MiddlewareHandler = async (context, next) => {
  const url = new URL(context.req.url)
  const language = url.searchParams.get('language')
  if (language !== 'en' && language !== 'zh') return next()
  setCookie(context, 'language', language, { path: '/', sameSite: 'Lax', maxAge: 31_536_000, httpOnly: true })
  url.searchParams.delete('language')
  // `//name/…` and `/\name/…` would lead to another host.
  return context.redirect(`${url.pathname.replace(/^[/\\]+/, '/')}${url.search}`, 303)
}
