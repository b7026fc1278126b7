import type { LocalizedText } from '@velum/credential'

/** What an escrowed answer is about, in the service's words. Wallets show it, and the proof covers every letter of it,
 *  so that it shows later what the holder agreed to. */
export interface Transaction extends LocalizedText {
  /** The service's own name for it, such as an order number. Say nothing about the person: it is shown to trustees. */
  readonly reference?: string
}

/** Makes the transaction that the page named by `reference`; undefined where there is none of that name. */
export type TransactionOf = (
  reference: string | undefined,
) => Transaction | undefined | Promise<Transaction | undefined>
