import { html } from 'hono/html'
import type { Language, Reader } from '../language.ts'
import { layout } from './layout.ts'
import type { Markup } from './markup.ts'

const words = {
  en: {
    title: 'Is this evidence true?',
    lead: 'Somebody says that a sealed name was opened, rightly, and whose it is. Two files show whether that is so, without asking anybody: not us, not the trustees, not the chain.',
    drop: 'Drop the files here',
    choose: 'or choose them',
    label: 'Evidence file, snapshot of the chain, certificate',
    slots: {
      evidence: 'Evidence file',
      snapshot: 'Snapshot of the chain',
      certificate: 'Certificate (optional)',
    },
    outcome: 'Outcome',
    how: 'Where the snapshot comes from',
    howText:
      'Take it yourself, from a node that you trust: whoever hands you evidence could hand you a chain of their own too. The command line does it, and checks the same as this page.',
    script: 'This page verifies with JavaScript, in your browser. Allow it, or use the command line.',
  },
  zh: {
    title: '这份证据属实吗？',
    lead: '有人声称某个密封的姓名已依程序开启，并说出了是谁。只需两份文件即可查明是否属实，不必询问任何人：不问我们，不问受托人，也不问链。',
    drop: '将文件拖到此处',
    choose: '或选择文件',
    label: '证据文件、链上快照、证书',
    slots: { evidence: '证据文件', snapshot: '链上快照', certificate: '证书（可选）' },
    outcome: '结果',
    how: '快照从哪里来',
    howText:
      '请您自己从信任的节点获取：给您证据的人，也可能给您一条他自己的链。可用下面的命令获取；命令行的核验与本页相同。',
    script: '本页在您的浏览器中用 JavaScript 核验。请允许其运行，或使用命令行。',
  },
} as const

const slots = ['evidence', 'snapshot', 'certificate'] as const

/** Where evidence of an opening is checked, in the reader's browser. `deployment`: whose contracts a handover would name. */
export function evidencePage(reader: Reader, deployment: unknown): Markup {
  const { language } = reader
  const text = words[language]
  const body = html`<section class="plain evidence">
    <h1>${text.title}</h1>
    <p class="lead">${text.lead}</p>
    <div id="drop" data-deployment="${JSON.stringify(deployment)}">
      ${twoSheets()}
      <p class="drop-here">${text.drop}</p>
      <label for="files">${text.choose}</label>
      <input id="files" type="file" multiple disabled aria-label="${text.label}" />
    </div>
    <dl class="slots">
      ${slots.map(
        (slot) => html`<div id="slot-${slot}">
          <dt>${text.slots[slot]}</dt>
          <dd class="detail"></dd>
        </div>`,
      )}
    </dl>
    <p id="status" role="status"></p>
    <p id="problem" role="alert"></p>
    <noscript><p>${text.script}</p></noscript>
    <div id="outcome" aria-label="${text.outcome}" role="region"></div>
    ${howSection(language)}
  </section>`
  const own = { sheet: 'evidence', module: 'evidence/page.js' }
  return layout({ reader, path: '/evidence', title: text.title, body, own })
}

function howSection(language: Language): Markup {
  const text = words[language]
  return html`<details class="how">
    <summary>${text.how}</summary>
    <p>${text.howText}</p>
    <pre><code>npm run authority -- snapshot --evidence evidence.json --out snapshot.json
npm run authority -- verify-evidence evidence.json --snapshot snapshot.json --lang ${language}</code></pre>
  </details>`
}

/** A file laid on another: where they agree shines through. */
function twoSheets(): Markup {
  return html`<svg class="sheets" viewBox="0 0 132 84" aria-hidden="true">
    <rect class="chain" x="10" y="8" width="62" height="68" rx="5" transform="rotate(-7 41 42)" />
    <rect class="file" x="58" y="8" width="62" height="68" rx="5" transform="rotate(6 89 42)" />
    <path class="agree" d="m49 43 11 11 24-25" />
  </svg>`
}
