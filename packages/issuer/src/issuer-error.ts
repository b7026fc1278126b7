/** Every reason for which this package throws. */
export type IssuerErrorCode =
  // the store
  | 'store-in-use'
  | 'store-unreachable'
  | 'store-newer'
  | 'store-older'
  | 'not-initialised'
  | 'already-initialised'
  | 'wrong-passphrase'
  | 'url-changed'
  | 'chain-changed'
  // what was asked for
  | 'url-invalid'
  | 'template-unknown'
  | 'template-invalid'
  | 'template-version-taken'
  | 'suite-unsuited'
  | 'claims-invalid'
  | 'rows-invalid'
  | 'credential-unknown'
  | 'reference-unknown'
  | 'expiry-invalid'
  | 'overlap-invalid'
  // binding
  | 'authority-unknown'
  | 'person-unknown'
  | 'loss-limit'
  | 'template-not-bound'
  | 'record-unknown'
  // the chain
  | 'publication-failed'

/** The issuer could not do what it was asked. The message says what was wrong and what to do; it never holds
 *  a claim, a code, a passphrase or a key. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError'
  readonly code: IssuerErrorCode
  /** One line for each thing that was wrong, where there are several. */
  readonly details: readonly string[]

  constructor(
    code: IssuerErrorCode,
    message: string,
    options?: { readonly cause?: unknown; readonly details?: readonly string[] },
  ) {
    super(message, options)
    this.code = code
    this.details = options?.details ?? []
  }
}
