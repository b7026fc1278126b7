import { type Check, describeCheck } from '@velum/verifier'
import { html } from 'hono/html'
import type { Language } from '../language.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    summary: (passed: number, all: number) => `What was checked: ${passed} of ${all} held`,
    passed: 'held',
    failed: 'did not hold',
    expected: 'expected',
    actual: 'found',
  },
  zh: {
    summary: (passed: number, all: number) => `核验明细：${all} 项中 ${passed} 项成立`,
    passed: '成立',
    failed: '不成立',
    expected: '应为',
    actual: '实为',
  },
} as const

/** Every named check with what it compared, folded away. */
export function checksList(language: Language, checks: readonly Check[]): Markup {
  const text = words[language]
  const passed = checks.filter((check) => check.passed).length
  return html`<details class="checks">
    <summary>${text.summary(passed, checks.length)}</summary>
    <ol>
      ${checks.map(
        (check) => html`<li class="${check.passed ? 'passed' : 'failed'}">
          <div>
            <strong>${describeCheck(check.name, language)}</strong>
            <span class="state">${check.passed ? text.passed : text.failed}</span>
            <code>${check.name}</code>
          </div>
          ${compared(check, text)}
        </li>`,
      )}
    </ol>
  </details>`
}

function compared(
  { compared: { expected, actual } }: Check,
  text: { expected: string; actual: string },
): Markup | '' {
  if (expected === undefined && actual === undefined) return ''
  return html`<dl>
    ${expected === undefined ? '' : html`<div><dt>${text.expected}</dt><dd>${expected}</dd></div>`}
    ${actual === undefined ? '' : html`<div><dt>${text.actual}</dt><dd>${actual}</dd></div>`}
  </dl>`
}
