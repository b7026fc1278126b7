import type { EvidenceLanguage } from '@velum/authority'
import { element } from './element.ts'
import type { ChosenFile, FileFacts, FileKind, FromWorker, ShownCertificate, ToWorker } from './messages.ts'
import { showCertificates } from './show-certificates.ts'
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

/** Rises with whatever the visitor changes: an outcome of before is taken away at once, and one that still comes is not shown. */
let round = 0
/** Whether the outcome that comes may take the focus. A tick must keep it. */
let leads = true

function begin(takesFocus: boolean): number {
  status.classList.remove('heard')
  outcome.replaceChildren()
  problem.replaceChildren()
  leads = takesFocus
  round += 1
  return round
}

function receive(message: FromWorker): void {
  if (message.kind === 'ready') {
    status.textContent = text.ready
    drop.classList.add('ready')
    input.disabled = false
  } else if (message.kind === 'file') {
    present.add(message.file)
    fill(message.file, { name: message.name, about: message.about })
    sayWhatIsMissing()
  } else if (message.kind === 'refused') complain(text.refused[message.why](message.name))
  else if (message.kind === 'failed') fail()
  else if (message.round === round) conclude(message)
}

function conclude(message: Extract<FromWorker, { readonly round: number }>): void {
  if (message.kind === 'held-back') {
    sayWhatIsMissing()
    if (message.possible) offerOthers()
  } else if (message.kind === 'unreadable') {
    status.textContent = ''
    complain(text.unreadable)
  } else {
    // Whoever sees it reads it below; whoever hears is told, by the heading's focus or by this.
    status.classList.add('heard')
    status.textContent = leads ? '' : message.checked.valid ? text.valid : text.invalid
    showChecked(outcome, message.checked, language)
    if (leads) outcome.querySelector('h2')?.focus()
  }
}

function fail(): void {
  status.textContent = ''
  complain(input.disabled ? text.unloaded : text.failedItself)
}

/** After a file that was refused nothing is checked by itself: the outcome would stand there as if it were of that file. */
function offerOthers(): void {
  status.textContent = ''
  const button = element('button', { type: 'button' }, text.checkOthers)
  button.addEventListener('click', () => {
    const asked = begin(true)
    status.textContent = text.checking
    send({ kind: 'check', round: asked })
  })
  problem.append(button)
}

let reading = Promise.resolve()

function take(files: readonly File[]): void {
  if (files.length === 0) return
  const asked = begin(true)
  status.textContent = text.checking
  reading = reading.then(async () => {
    const chosen = await Promise.all(files.map(read))
    send({ kind: 'files', files: chosen, round: asked })
  })
}

async function read(file: File): Promise<ChosenFile> {
  const buffer = await file.arrayBuffer().catch(() => undefined)
  return { name: file.name, octets: buffer && new Uint8Array(buffer) }
}

/** The slot of a file: what it says of itself, or who has it. */
function fill(kind: FileKind, found?: { readonly name: string; readonly about: FileFacts }): void {
  const slot = place(`slot-${kind}`)
  const detail = slot.querySelector('.detail') as HTMLElement
  const counts = !found || !('certificates' in found.about) || found.about.certificates.some(isTrusted)
  slot.classList.toggle('filled', found !== undefined && counts)
  if (!found) {
    detail.replaceChildren(text.missing[kind])
    return
  }
  const remove = element('button', { type: 'button', class: 'remove' }, text.remove)
  remove.addEventListener('click', () => {
    present.delete(kind)
    fill(kind)
    const asked = begin(kind !== 'certificate')
    sayWhatIsMissing()
    send({ kind: 'forget', file: kind, round: asked })
    input.focus()
  })
  const { about } = found
  if ('certificates' in about) {
    showCertificates(detail, about.certificates, language, (fingerprint, trusted) => {
      slot.classList.toggle('filled', detail.querySelector(':checked') !== null)
      const asked = begin(false)
      sayWhatIsMissing()
      send({ kind: 'trust', fingerprint, trusted, round: asked })
    })
    detail.append(remove)
    return
  }
  detail.replaceChildren(element('strong', {}, found.name), ' ', text.facts(about), ' ', remove)
}

const isTrusted = ({ trusted }: ShownCertificate) => trusted

function sayWhatIsMissing(): void {
  const missing = (['evidence', 'snapshot'] as const).filter((kind) => !present.has(kind))
  status.textContent =
    missing.length === 2 ? text.ready : missing[0] ? text.waiting(missing[0]) : text.checking
}

function complain(sentence: string): void {
  problem.append(element('p', {}, sentence))
}

input.addEventListener('change', () => {
  take([...(input.files ?? [])])
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
  if (!input.disabled) take([...(event.dataTransfer?.files ?? [])])
})
