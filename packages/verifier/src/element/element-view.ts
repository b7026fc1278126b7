import type { Started } from '../start.ts'
import type { ElementWords } from './words.ts'

/** What a visitor can do in the dialog. */
export interface PanelActions {
  onCancel(): void
  onAgain(): void
  /** Returns a text when the address cannot be used. */
  onWallet(address: string): string | undefined
}

/** What stands in the dialog. */
export interface DialogContent {
  readonly nodes: readonly Node[]
  setStatus(text: string): void
}

/** The one button that starts it all. Text inside the element replaces ours. */
export function startButton(words: ElementWords, onClick: () => void): HTMLButtonElement {
  const slot = make('slot', { children: [words.show] })
  const button = make('button', { part: 'button', children: [slot] })
  button.type = 'button'
  button.addEventListener('click', onClick)
  return button
}

/** What the dialog tells instead, with a way to start again. */
export function notice(words: ElementWords, text: string, actions: PanelActions): DialogContent {
  const again = make('button', { children: [words.again] })
  again.type = 'button'
  again.addEventListener('click', () => actions.onAgain())
  const message = make('p', { role: 'alert', children: [text] })
  const foot = make('div', { class: 'foot', children: [again, cancelButton(words, actions)] })
  return { nodes: [make('h2', { children: [words.title] }), message, foot], setStatus: () => {} }
}

/** The chooser: this device by a link and, where the request allows it, another one by a QR code. */
export function chooser(started: Started, words: ElementWords, actions: PanelActions): DialogContent {
  const open = make('a', { class: 'open', part: 'link', children: [words.openWallet] })
  open.href = started.sameDevice.link
  open.rel = 'noreferrer'
  const status = make('div', { class: 'status', role: 'status', children: [words.waiting] })
  const here = make('section', {
    class: 'way',
    children: [make('h3', { children: [words.here] }), make('p', { children: [words.hereHint] }), open],
  })
  const { crossDevice } = started
  const elsewhere = crossDevice && [
    make('h3', { children: [words.elsewhere] }),
    make('p', { children: [words.elsewhereHint] }),
    qrCode(crossDevice.qr, words.qrLabel),
    status,
  ]
  const ways = elsewhere ? [here, make('section', { class: 'way', children: elsewhere })] : [here]
  const nodes = [
    make('h2', { children: [words.title] }),
    make('div', { class: 'ways', children: ways }),
    ...(elsewhere ? [] : [make('p', { class: 'only', children: [words.hereOnly] })]),
    make('div', { class: 'foot', children: [walletForm(words, actions), cancelButton(words, actions)] }),
  ]
  return { nodes, setStatus: (text) => status.replaceChildren(text) }
}

/** A modal dialog of the browser's own: it keeps the focus inside and closes on Escape. */
export function createDialog(words: ElementWords, onClose: () => void): HTMLDialogElement {
  const dialog = make('dialog', { part: 'dialog' })
  dialog.setAttribute('aria-label', words.title)
  dialog.addEventListener('close', onClose)
  return dialog
}

function cancelButton(words: ElementWords, actions: PanelActions): HTMLButtonElement {
  const cancel = make('button', { class: 'plain', children: [words.close] })
  cancel.type = 'button'
  cancel.addEventListener('click', () => actions.onCancel())
  return cancel
}

function walletForm(words: ElementWords, actions: PanelActions): HTMLElement {
  const input = make('input', {})
  input.type = 'url'
  input.required = true
  input.placeholder = 'https://'
  input.setAttribute('autocomplete', 'url')
  const submit = make('button', { children: [words.use] })
  const error = make('p', { class: 'error', role: 'alert', children: [] })
  const form = make('form', {
    children: [make('label', { children: [words.walletAddress, input] }), submit, error],
  })
  form.noValidate = true
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    error.replaceChildren(actions.onWallet(input.value.trim()) ?? '')
  })
  return make('details', { children: [make('summary', { children: [words.otherWallet] }), form] })
}

/** Always dark on white with a quiet zone: scanners depend on it. */
function qrCode({ size, path }: NonNullable<Started['crossDevice']>['qr'], label: string): HTMLElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', label)
  svg.setAttribute('shape-rendering', 'crispEdges')
  const modules = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  modules.setAttribute('d', path)
  svg.append(modules)
  return make('div', { class: 'code', part: 'code', children: [svg] })
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: { class?: string; part?: string; role?: string; children?: readonly (Node | string)[] },
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  const { children = [], ...attributes } = options
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}
