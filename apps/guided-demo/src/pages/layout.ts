import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { frameWords } from '../words/words.ts'
import type { Markup } from './markup.ts'

const sheets = ['guide', 'scene', 'desk', 'public', 'narrow'] as const
const tags = { en: 'en', zh: 'zh-Hans' } as const

/** The frame of every page. */
export function layout(options: {
  readonly language: Language
  readonly title: string
  readonly body: Markup
  /** Beside the name, such as the way through the scenes. */
  readonly way?: Markup
}): Markup {
  const { language, title, body, way } = options
  const text = frameWords[language]
  const other: Language = language === 'en' ? 'zh' : 'en'
  return html`<!doctype html>
<html lang="${tags[language]}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Velum</title>
    <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
    ${sheets.map((sheet) => html`<link rel="stylesheet" href="/assets/${sheet}.css" />`)}
    <script type="module" src="/assets/guide.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">${text.skip}</a>
    <header class="bar">
      <a class="wordmark" href="/">${mark()}<span>Velum <b>${text.name}</b></span></a>
      <a class="language" href="?language=${other}" lang="${tags[other]}">${text.other}</a>
    </header>
    ${way ?? ''}
    <main id="content">${body}</main>
  </body>
</html>`
}

/** A veil, half lifted: the sign of the wallet. */
function mark(): Markup {
  return html`<svg class="mark" viewBox="0 0 48 48" width="28" height="28" aria-hidden="true">
    <path
      d="M4 7C5.43 16.20 42.57 16.20 44 7M4 7C8.34 25.40 39.66 25.40 44 7M4 7C12.30 34.60 35.70 34.60 44 7M4 7C17.16 43.80 30.84 43.80 44 7M4 7C22.80 53.00 25.20 53.00 44 7"
      fill="none"
      stroke="currentColor"
      stroke-width="2.3"
      stroke-linecap="round"
    />
  </svg>`
}
