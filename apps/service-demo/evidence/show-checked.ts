import type { EvidenceLanguage, EvidenceStepName } from '@velum/authority'
import { element } from './element.ts'
import type { CheckedEvidence, CheckedStep } from './messages.ts'
import { words } from './words.ts'

const chapters: readonly (readonly [
  'asked' | 'presented' | 'opened' | 'recorded',
  readonly EvidenceStepName[],
])[] = [
  [
    'asked',
    [
      ...(['snapshot', 'request-final', 'request-presentation', 'request-basis'] as const),
      ...(['request-authority', 'presentation-time', 'requester'] as const),
    ],
  ],
  ['presented', ['question', 'epoch-key', 'presentation', 'presentation-id', 'issuer-accredited']],
  ['opened', ['approvals', 'partials', 'combination', 'result']],
  ['recorded', ['record-anchored', 'record-opened', 'record-signature']],
]

/** The outcome: what it means first, every step after it. The first heading can take the focus, so that it is heard. */
export function showChecked(place: HTMLElement, checked: CheckedEvidence, language: EvidenceLanguage): void {
  place.replaceChildren(
    verdictSection(checked, language),
    ...(checked.valid ? meaning(checked, language) : []),
    steps(checked, language),
    leftOver(checked, language),
  )
}

function verdictSection(
  { valid, files, steps, explanation }: CheckedEvidence,
  language: EvidenceLanguage,
): HTMLElement {
  const text = words[language]
  const first = steps.find(({ passed }) => !passed)
  const passed = steps.filter((step) => step.passed).length
  return element(
    'section',
    { class: `verdict ${valid ? 'held' : 'broken'}` },
    element('p', { class: 'about' }, text.checkedFiles(files.evidence, files.snapshot)),
    element('h2', { tabindex: '-1' }, valid ? text.valid : text.invalid),
    element('p', { class: 'count' }, text.held(passed, steps.length)),
    first && element('p', {}, element('strong', {}, `${text.breaksAt}: `), first.text),
    first ? undefined : element('p', {}, explanation.proved ?? ''),
  )
}

function meaning(checked: CheckedEvidence, language: EvidenceLanguage): HTMLElement[] {
  const text = words[language]
  const { agreedTo, reference, whoSays } = checked.explanation
  const promise =
    agreedTo &&
    element(
      'section',
      {},
      element('h2', {}, text.proved),
      ...Object.entries(agreedTo).map(([tag, agreed]) =>
        element(
          'figure',
          { class: 'agreed' },
          element('blockquote', { lang: tag }, agreed),
          element('figcaption', {}, text.tongue(tag)),
        ),
      ),
      reference === undefined
        ? undefined
        : element('p', { class: 'note' }, `${text.reference}: ${reference}`),
    )
  const word =
    whoSays &&
    element(
      'section',
      { class: 'word' },
      element('h2', {}, text.whoSays),
      element('p', { class: 'short' }, whoSays.short),
      ...whoSays.sentences.map((sentence) => element('p', {}, sentence)),
    )
  return [promise, word, person(checked, language)].filter((one) => one !== undefined)
}

/** Who it is stays covered until somebody wants to see it. */
function person({ person: facts }: CheckedEvidence, language: EvidenceLanguage): HTMLElement {
  const text = words[language]
  const list = element(
    'dl',
    { hidden: '' },
    ...facts.map(([label, value]) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
  )
  const button = element('button', { type: 'button', 'aria-expanded': 'false' }, text.show)
  button.addEventListener('click', () => {
    list.hidden = !list.hidden
    button.setAttribute('aria-expanded', String(!list.hidden))
    button.textContent = list.hidden ? text.show : text.hide
  })
  const note = element('p', { class: 'note' }, text.personNote)
  return element('section', { class: 'person' }, element('h2', {}, text.person), note, button, list)
}

function steps({ steps: all }: CheckedEvidence, language: EvidenceLanguage): HTMLElement {
  const text = words[language]
  return element(
    'section',
    { class: 'chapters' },
    element('h2', {}, text.steps),
    ...chapters.map(([chapter, names]) => {
      const own = all.filter(({ name }) => names.includes(name))
      const list = element('ol', {}, ...own.map((step) => stepItem(step, language)))
      return element('section', { class: 'chapter' }, element('h3', {}, text.chapters[chapter]), list)
    }),
  )
}

function stepItem(
  { name, passed, text: said, reason }: CheckedStep,
  language: EvidenceLanguage,
): HTMLElement {
  const text = words[language]
  return element(
    'li',
    { class: passed ? 'passed' : 'failed', 'data-step': name },
    element('span', { class: 'state' }, passed ? text.passed : text.failed),
    element('span', {}, said),
    reason === undefined ? undefined : element('code', {}, reason),
  )
}

function leftOver({ basis, explanation }: CheckedEvidence, language: EvidenceLanguage): HTMLElement {
  const text = words[language]
  const link = element('a', { class: 'save', download: basis.name }, text.save(basis.name))
  // Never opened in this page: the file comes from a stranger.
  link.href = URL.createObjectURL(new Blob([basis.content], { type: 'application/octet-stream' }))
  return element(
    'div',
    { class: 'rest' },
    element('section', {}, element('h2', {}, text.basis), link),
    element(
      'section',
      {},
      element('h2', {}, text.notChecked),
      element('ul', {}, ...explanation.notChecked.map((one) => element('li', {}, one))),
    ),
  )
}
