import type { Started } from '../start.ts'
import { elementStyle } from './element-style.ts'
import { notice, panel, startButton } from './element-view.ts'
import { startRequest, waitForAnswer } from './request-session.ts'
import { isWalletAddress, readWalletAddress, saveWalletAddress } from './wallet-address.ts'
import { type ElementWords, elementWords } from './words.ts'

/** `<velum-request request="readers-pass">`: a button that lets a visitor answer a request of the service with the
 *  wallet on this device or, by QR code, on another one. `<velum-request sign-in>` signs in with a public DID instead.
 *
 *  Attributes: `request` (its name), `sign-in`, `endpoint` (where the verifier is mounted, `/velum` by default).
 *  Language: that of the page around it. Look: `--velum-accent`, `--velum-on-accent`, `--velum-ink`,
 *  `--velum-muted`, `--velum-line`, `--velum-surface`, `--velum-radius`, and the parts `button`, `link`, `panel`, `code`.
 *  It loads nothing from elsewhere and works under `default-src 'self'`. */
export class VelumRequest extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' })
  #waiting: AbortController | undefined

  connectedCallback(): void {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(elementStyle)
    this.#root.adoptedStyleSheets = [sheet]
    this.#showButton()
  }

  disconnectedCallback(): void {
    this.#waiting?.abort()
  }

  get #words(): ElementWords {
    const language = this.closest('[lang]')?.getAttribute('lang') ?? 'en'
    return elementWords[language.startsWith('zh') ? 'zh' : 'en']
  }

  #showButton(): HTMLButtonElement {
    this.#waiting?.abort()
    const button = startButton(this.#words, () => void this.#start())
    this.#root.replaceChildren(button)
    return button
  }

  async #start(): Promise<void> {
    this.#waiting?.abort()
    const button = this.#root.querySelector('button')
    if (button) {
      button.disabled = true
      button.replaceChildren(this.#words.starting)
    }
    const walletUrl = readWalletAddress(localStorage)
    try {
      const started = await startRequest({
        endpoint: this.getAttribute('endpoint') ?? '/velum',
        body: {
          ...(this.hasAttribute('sign-in')
            ? { signIn: true }
            : { request: this.getAttribute('request') ?? '' }),
          ...(walletUrl !== undefined && { walletUrl }),
        },
        fetch: globalThis.fetch.bind(globalThis),
      })
      await this.#showPanel(started)
    } catch {
      this.#showNotice(this.#words.failed)
    }
  }

  async #showPanel(started: Started): Promise<void> {
    const words = this.#words
    const waiting = new AbortController()
    this.#waiting = waiting
    const { root, setStatus } = panel(started, words, {
      onCancel: () => this.#showButton().focus(),
      onWallet: (address) => {
        if (!isWalletAddress(address)) return words.walletInvalid
        saveWalletAddress(localStorage, address)
        void this.#start()
        return undefined
      },
    })
    this.#root.replaceChildren(root)
    root.focus()

    const end = await waitForAnswer({
      started,
      fetch: globalThis.fetch.bind(globalThis),
      now: () => new Date(),
      signal: waiting.signal,
    })
    if (end === 'expired') this.#showNotice(words.expired)
    if (end === 'answered') {
      setStatus(words.answered)
      location.assign(started.crossDevice.resultPage)
    }
  }

  #showNotice(text: string): void {
    this.#root.replaceChildren(notice(text, this.#words.again, () => void this.#start()))
  }
}

if (!customElements.get('velum-request')) customElements.define('velum-request', VelumRequest)
