import { html } from 'hono/html'
import type { Language, Reader } from '../language.ts'

/** Markup that `hono/html` has escaped. */
export type Markup = ReturnType<typeof html>

const words = {
  en: {
    name: 'Harbour Library',
    pass: 'Reader’s pass',
    delivery: 'Book boat',
    friends: 'Friends',
    shelf: 'My shelf',
    skip: 'Skip to content',
    menu: 'Pages',
    other: '中文',
    foot: 'An invented library. What you show here is forgotten after ten minutes.',
  },
  zh: {
    name: '海港图书馆',
    pass: '读者证',
    delivery: '送书船',
    friends: '书友会',
    shelf: '我的书架',
    skip: '跳到正文',
    menu: '页面',
    other: 'English',
    foot: '这是一座虚构的图书馆。您在此出示的内容十分钟后即被遗忘。',
  },
} as const

const tags = { en: 'en', zh: 'zh-Hans' } as const

/** The frame of every page. `path` marks where the reader is. */
export function layout(options: {
  readonly reader: Reader
  readonly path: string
  readonly title: string
  readonly body: Markup
}): Markup {
  const { reader, path, title, body } = options
  const { language } = reader
  const other: Language = language === 'en' ? 'zh' : 'en'
  const text = words[language]
  const link = (href: string, label: string) =>
    html`<a href="${href}" ${path === href ? html`aria-current="page"` : ''}>${label}</a>`
  return html`<!doctype html>
<html lang="${tags[language]}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · ${text.name}</title>
    <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
    ${['frame', 'home', 'pages', 'narrow'].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css" />`)}
    <script type="module" src="/assets/velum/velum-request.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">${text.skip}</a>
    <header class="bar">
      <a class="wordmark" href="/"><img src="/assets/mark.svg" alt="" width="30" height="30" />${text.name}</a>
      <nav aria-label="${text.menu}">
        ${link('/', text.pass)} ${link('/delivery', text.delivery)} ${link('/friends', text.friends)}
        ${link('/shelf', text.shelf)}
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
      ${path === '/' ? '' : html`<img src="/assets/shelf.svg" alt="" width="430" height="96" />`}
      <p>${text.foot}</p>
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
