import type { Started } from '../start.ts'
import { elementStyle } from './element-style.ts'
import {
  chooser,
  createDialog,
  type DialogContent,
  notice,
  type PanelActions,
  startButton,
} from './element-view.ts'
import { startRequest, waitForAnswer } from './request-session.ts'
import { isWalletAddress, readWalletAddress, saveWalletAddress } from './wallet-address.ts'
import { type ElementWords, elementWords } from './words.ts'

/** `<velum-request request="readers-pass">`: a button that lets a visitor answer a request of the service with the
 *  wallet on this device or, by QR code, on another one. `<velum-request sign-in>` signs in with a public DID instead.
 *
 *  Attributes: `request` (its name), `reference` (of the transaction, where it has one), `sign-in`, `endpoint` (where the verifier is mounted, `/velum` by default).
 *  Language: that of the page around it. Look: `--velum-accent`, `--velum-on-accent`, `--velum-ink`,
 *  `--velum-muted`, `--velum-line`, `--velum-surface`, `--velum-radius`, and the parts `button`, `link`, `dialog`, `code`.
 *  It loads nothing from elsewhere and works under `script-src 'self'; style-src 'self'`. */
export class VelumRequest extends HTMLElement implements PanelActions {
  #root = this.attachShadow({ mode: 'open' })
  #button: HTMLButtonElement | undefined
  #dialog: HTMLDialogElement | undefined
  #waiting: AbortController | undefined

  connectedCallback(): void {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(elementStyle)
    this.#root.adoptedStyleSheets = [sheet]
    this.#button = startButton(this.#words, () => void this.#start())
    this.#dialog = createDialog(this.#words, () => this.#waiting?.abort())
    this.#root.replaceChildren(this.#button, this.#dialog)
  }

  disconnectedCallback(): void {
    this.#waiting?.abort()
  }

  onCancel(): void {
    this.#dialog?.close()
  }

  onAgain(): void {
    void this.#start()
  }

  onWallet(address: string): string | undefined {
    if (!isWalletAddress(address)) return this.#words.walletInvalid
    saveWalletAddress(localStorage, address)
    void this.#start()
    return undefined
  }

  get #words(): ElementWords {
    const language = this.closest('[lang]')?.getAttribute('lang') ?? 'en'
    return elementWords[language.startsWith('zh') ? 'zh' : 'en']
  }

  async #start(): Promise<void> {
    this.#waiting?.abort()
    const walletUrl = readWalletAddress(localStorage)
    const reference = this.getAttribute('reference')
    this.#setBusy(true)
    try {
      const started = await startRequest({
        endpoint: this.getAttribute('endpoint') ?? '/velum',
        body: {
          ...(this.hasAttribute('sign-in')
            ? { signIn: true }
            : { request: this.getAttribute('request') ?? '' }),
          ...(reference !== null && { reference }),
          ...(walletUrl !== undefined && { walletUrl }),
        },
        fetch: globalThis.fetch.bind(globalThis),
      })
      void this.#wait(started)
    } catch {
      this.#show(notice(this.#words, this.#words.failed, this))
    } finally {
      this.#setBusy(false)
    }
  }

  async #wait(started: Started): Promise<void> {
    const words = this.#words
    const waiting = new AbortController()
    this.#waiting = waiting
    const content = this.#show(chooser(started, words, this))
    const end = await waitForAnswer({
      started,
      fetch: globalThis.fetch.bind(globalThis),
      now: () => new Date(),
      signal: waiting.signal,
    })
    if (end === 'expired') this.#show(notice(words, words.expired, this))
    if (end === 'answered' && started.crossDevice) {
      content.setStatus(words.answered)
      location.assign(started.crossDevice.resultPage)
    }
  }

  #show(content: DialogContent): DialogContent {
    this.#dialog?.replaceChildren(...content.nodes)
    if (this.#dialog?.open === false) this.#dialog.showModal()
    return content
  }

  #setBusy(busy: boolean): void {
    if (this.#button === undefined) return
    this.#button.disabled = busy
    this.#button.ariaBusy = String(busy)
  }
}

if (!customElements.get('velum-request')) customElements.define('velum-request', VelumRequest)
