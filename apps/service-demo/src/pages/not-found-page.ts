import { html } from 'hono/html'
import type { Reader } from '../language.ts'
import { layout, type Markup } from './layout.ts'

const words = {
  en: {
    title: 'This page is on loan',
    text: 'There is nothing at this address.',
    home: 'Back to the library',
  },
  zh: { title: '此页已借出', text: '该地址没有内容。', home: '返回图书馆' },
} as const

export function notFoundPage(reader: Reader): Markup {
  const text = words[reader.language]
  const body = html`<section class="plain">
    <h1>${text.title}</h1>
    <p class="lead">${text.text}</p>
    <a class="button" href="/">${text.home}</a>
  </section>`
  return layout({ reader, path: '', title: text.title, body })
}
