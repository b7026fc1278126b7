import type { OpeningErrorCode } from './opening/opening-error-code.ts'
import type { VciErrorCode } from './vci/vci-error-code.ts'
import type { VpErrorCode } from './vp/vp-error-code.ts'

/** Every reason for which this package throws. */
export type ExchangeErrorCode = VciErrorCode | VpErrorCode | OpeningErrorCode

/** A message between roles could not be made, read or delivered. The message says what to do; it never
 *  holds a code, a token, a claim or a key. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  readonly code: ExchangeErrorCode

  constructor(code: ExchangeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
