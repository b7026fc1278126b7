import { html } from 'hono/html'
import type { Reader } from '../language.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'

const words = { en: 'There is nothing at this address.', zh: '该地址没有内容。' } as const

export function notFoundPage(reader: Reader): Markup {
  const { language, service } = reader
  const title = service.words.lost[language]
  const body = html`<section class="plain">
    <h1>${title}</h1>
    <p class="lead">${words[language]}</p>
    <a class="button" href="/">${service.words.home[language]}</a>
  </section>`
  return layout({ reader, path: '', title, body })
}
