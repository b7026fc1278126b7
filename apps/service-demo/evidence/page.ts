import type { EvidenceLanguage } from '@velum/authority'
import { element } from './element.ts'
import type { FileFacts, FileKind, FromWorker, ToWorker } from './messages.ts'
import { showChecked } from './show-checked.ts'
import { words } from './words.ts'

// The server's page holds the places; this fills them. What checks runs in a worker, loaded before any file is taken.
const place = (id: string) => document.getElementById(id) as HTMLElement
const language: EvidenceLanguage = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'
const text = words[language]
const [drop, input, status, problem, outcome] = [
  place('drop'),
  place('files') as HTMLInputElement,
  place('status'),
  place('problem'),
  place('outcome'),
]
const kinds: readonly FileKind[] = ['evidence', 'snapshot', 'certificate']
const present = new Set<FileKind>()

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const send = (message: ToWorker) => worker.postMessage(message)
worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => receive(data))
worker.addEventListener('error', () => complain(text.unloaded))
status.textContent = text.loading
for (const kind of kinds) fill(kind)
send({ kind: 'begin', deployment: JSON.parse(drop.dataset.deployment ?? 'null'), language })

function receive(message: FromWorker): void {
  if (message.kind === 'ready') {
    status.textContent = text.ready
    drop.classList.add('ready')
    input.disabled = false
  } else if (message.kind === 'file') {
    present.add(message.file)
    fill(message.file, { name: message.name, about: message.about })
    sayWhatIsMissing()
  } else if (message.kind === 'unknown-file') complain(text.unknownFile(message.name))
  else if (message.kind === 'checking') status.textContent = text.checking
  else if (message.kind === 'unreadable') {
    outcome.replaceChildren()
    status.textContent = ''
    complain(text.unreadable)
  } else {
    status.textContent = ''
    showChecked(outcome, message.checked, language)
  }
}

async function take(files: Iterable<File>): Promise<void> {
  problem.textContent = ''
  for (const file of files) {
    send({ kind: 'file', name: file.name, octets: new Uint8Array(await file.arrayBuffer()) })
  }
}

/** The slot of a file: what it says of itself, or who has it. */
function fill(kind: FileKind, found?: { readonly name: string; readonly about: FileFacts }): void {
  const slot = place(`slot-${kind}`)
  const detail = slot.querySelector('.detail') as HTMLElement
  slot.classList.toggle('filled', found !== undefined)
  if (!found) {
    detail.replaceChildren(text.missing[kind])
    return
  }
  const remove = element('button', { type: 'button', class: 'remove' }, text.remove)
  remove.addEventListener('click', () => {
    present.delete(kind)
    fill(kind)
    outcome.replaceChildren()
    sayWhatIsMissing()
    send({ kind: 'forget', file: kind })
    input.focus()
  })
  detail.replaceChildren(element('strong', {}, found.name), ' ', text.facts(found.about), ' ', remove)
}

function sayWhatIsMissing(): void {
  const missing = (['evidence', 'snapshot'] as const).filter((kind) => !present.has(kind))
  status.textContent =
    missing.length === 2 ? text.ready : missing[0] ? text.waiting(missing[0]) : text.checking
}

function complain(sentence: string): void {
  problem.textContent = sentence
}

input.addEventListener('change', () => {
  void take([...(input.files ?? [])])
  // The same file again, when it was made anew, is a change too.
  input.value = ''
})
for (const kind of ['dragenter', 'dragover'] as const) {
  addEventListener(kind, (event) => {
    event.preventDefault()
    drop.classList.add('over')
  })
}
addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) drop.classList.remove('over')
})
addEventListener('drop', (event) => {
  event.preventDefault()
  drop.classList.remove('over')
  if (!input.disabled) void take(event.dataTransfer?.files ?? [])
})
