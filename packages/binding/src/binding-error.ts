export type BindingErrorCode =
  /** What was passed in has the wrong form; nothing was made. */
  | 'invalid-argument'
  /** A number lies outside the bounds that the template gives it. */
  | 'number-out-of-range'
  /** A proof was asked to answer a second challenge: two answers under the same nonces give the secrets away. */
  | 'already-answered'
  /** A statement was asked for whose type is not known here. */
  | 'unknown-statement'

/** What this package throws when it is misused. What other parties sent is answered by a value. */
export class BindingError extends Error {
  override readonly name = 'BindingError'
  readonly code: BindingErrorCode

  constructor(code: BindingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
