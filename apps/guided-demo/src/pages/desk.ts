import { html } from 'hono/html'
import { type Action, type ActionId, actions } from '../actions.ts'
import type { Language } from '../language.ts'
import { mayRun, succeeded, type View } from '../stage.ts'
import type { Run } from '../story.ts'
import { actionWords, deskWords, frameWords, saidInChinese } from '../words/words.ts'
import type { Markup } from './markup.ts'

export interface DeskOptions {
  readonly language: Language
  readonly token: string
  readonly view: View
  readonly at: Action['at']
  /** What can be run here in this scene, in the story's order. */
  readonly ids: readonly ActionId[]
}

/** A party's terminal: what was run with what it said, and what can be run next. */
export function desk({ language, token, view, at, ids }: DeskOptions): Markup {
  const [name, who] = deskWords[at][language]
  const { story } = view
  const ran = ids.filter((id) => story.runs[id])
  const next = ids.find((id) => !succeeded(id, story))
  const isNext = next !== undefined && mayRun(next, view)
  return html`<section class="desk ${stateOf(at, view, ids)}" aria-labelledby="desk-${at}">
    <header>
      <i aria-hidden="true"></i>
      <h2 id="desk-${at}">${name}</h2>
      <p>${who}</p>
    </header>
    ${ran.map((id, position) =>
      terminal(id, story.runs[id] as Run, {
        ...{ at, folded: position < ran.length - 2 },
        gloss: language === 'zh' && succeeded(id, story) ? saidInChinese[id] : undefined,
      }),
    )}
    ${ran.some((id) => !succeeded(id, story)) ? html`<p class="failed">${frameWords[language].failed}</p>` : ''}
    ${isNext && next ? runForm(next, language, token) : ''}
    ${ran.length === 0 && !isNext ? html`<p class="idle">${frameWords[language].pending}</p>` : ''}
  </section>`
}

/** Whether a vote of this desk is on the chain, for the light at its name. */
function stateOf(at: Action['at'], { requests }: View, ids: readonly ActionId[]): string {
  const affair = ids.map((id) => actions[id].affair).find((one) => one !== undefined)
  const request = affair && requests[affair]
  const trustee = Number(at.replace('trustee-', ''))
  if (request?.approvals.some((one) => one.trustee === trustee)) return 'approved'
  if (request?.refusals.some((one) => one.trustee === trustee)) return 'refused'
  return ''
}

/** The last two stand open; what came before can be opened again. */
function terminal(
  id: ActionId,
  { command, output }: Run,
  {
    at,
    folded,
    gloss,
  }: { readonly at: string; readonly folded: boolean; readonly gloss: string | undefined },
): Markup {
  const [program = '', ...rest] = command.split(' ')
  const prompt = html`<span aria-hidden="true">${at} $ </span><b>${program}</b> ${rest.join(' ')}`
  const said = html`${gloss === undefined ? '' : html`<p class="gloss">${gloss}</p>`}
    <pre>${output.split('\n').map(line)}</pre>`
  return folded
    ? html`<details class="terminal" id="${id}"><summary class="prompt">${prompt}</summary>${said}</details>`
    : html`<div class="terminal" id="${id}" tabindex="-1"><p class="prompt">${prompt}</p>${said}</div>`
}

/** A line as it came; what passed and what did not is told apart at sight. */
function line(text: string): Markup {
  const [, start, word, rest] = /^( {2})(yes|NO|是|否)(\s.*)$/.exec(text) ?? []
  if (word === undefined) return html`${text}\n`
  const passed = word === 'yes' || word === '是'
  return html`${start}<span class="${passed ? 'yes' : 'no'}">${word}</span>${rest}\n`
}

function runForm(id: ActionId, language: Language, token: string): Markup {
  return html`<form class="run" method="post" action="/act/${id}">
    <input type="hidden" name="token" value="${token}" />
    <button type="submit" data-running="${frameWords[language].running}">${actionWords[id][language]}</button>
    <code aria-hidden="true">velum-authority ${actions[id].args[0]}</code>
  </form>`
}
