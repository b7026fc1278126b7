import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    title: 'Somebody does not answer',
    lead: 'A part of the stack is away, or still starting. Your story is as it was.',
    hint: 'Look whether npm start still runs, and try again in a moment.',
    again: 'Back to the story',
  },
  zh: {
    title: '有一方没有应答',
    lead: '整套服务中有一部分不在，或仍在启动。您的故事没有任何改变。',
    hint: '请确认 npm start 仍在运行，稍后再试。',
    again: '回到故事',
  },
} as const

/** What is shown where a part of the stack failed. */
export function failurePage(language: Language): Markup {
  const text = words[language]
  const body = html`<div class="first">
    <div class="hero">
      <div>
        <h1>${text.title}</h1>
        <p class="lead">${text.lead}</p>
        <div class="choices">
          <a class="button" href="/">${text.again}</a>
          <p class="note">${text.hint}</p>
        </div>
      </div>
    </div>
  </div>`
  return layout({ language, title: text.title, body })
}
