import { html } from 'hono/html'
import type { Language, Reader } from '../language.ts'
import type { Markup } from './markup.ts'

const words = {
  en: { skip: 'Skip to content', menu: 'Pages', other: '中文' },
  zh: { skip: '跳到正文', menu: '页面', other: 'English' },
} as const

const tags = { en: 'en', zh: 'zh-Hans' } as const

/** The frame of every page. `path` marks where the reader is. */
export function layout(options: {
  readonly reader: Reader
  readonly path: string
  readonly title: string
  readonly body: Markup
  /** A sheet and a module that this page alone needs. */
  readonly own?: { readonly sheet: string; readonly module: string }
}): Markup {
  const { reader, path, title, body, own } = options
  const { language, service } = reader
  const other: Language = language === 'en' ? 'zh' : 'en'
  const text = words[language]
  const name = service.name[language]
  const mark = `/assets/${service.id}-mark.svg`
  const sheets = ['frame', 'home', 'pages', 'account', ...(own ? [own.sheet] : []), service.id, 'narrow']
  const module = own?.module ?? 'velum/velum-request.js'
  return html`<!doctype html>
<html lang="${tags[language]}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · ${name}</title>
    <link rel="icon" href="${mark}" type="image/svg+xml" />
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="/assets/${sheet}.css" />`)}
    <script type="module" src="/assets/${module}"></script>
  </head>
  <body>
    <a class="skip" href="#content">${text.skip}</a>
    <header class="bar">
      <a class="wordmark" href="/"><img src="${mark}" alt="" width="30" height="30" />${name}</a>
      <nav aria-label="${text.menu}">
        ${service.menu.map(
          (entry) =>
            html`<a href="${entry.path}" ${path === entry.path ? html`aria-current="page"` : ''}>${entry.label[language]}</a> `,
        )}
      </nav>
      <a
        class="language"
        href="${withLanguage(reader.search, other)}"
        lang="${tags[other]}"
        >${text.other}</a
      >
    </header>
    <main id="content">${body}</main>
    <footer>
      ${path === '/' ? '' : html`<img src="/assets/${service.id}-foot.svg" alt="" width="430" height="96" />`}
      <p>${service.words.foot[language]}</p>
    </footer>
  </body>
</html>`
}

/** The same page in another language: its query says which visit it shows. */
function withLanguage(search: string, language: Language): string {
  const query = new URLSearchParams(search)
  query.set('language', language)
  return `?${query}`
}
