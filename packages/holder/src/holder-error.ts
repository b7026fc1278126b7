import type { RejectionReason } from '@velum/credential'

export type HolderErrorCode =
  // receiving a credential
  | 'offer-not-supported'
  | 'template-unavailable'
  | 'template-mismatch'
  | 'address-not-at-issuer'
  | 'credential-rejected'
  // having one bound to this wallet
  | 'issuer-not-proved'
  | 'record-not-waiting'
  | 'record-changed'
  | 'choice-already-sent'
  | 'record-differs'
  | 'record-mismatch'
  | 'independent-signature-invalid'
  | 'authority-not-current'
  | 'epoch-not-current'
  // showing one
  | 'request-expired'
  | 'already-answered'
  | 'selection-incomplete'
  | 'credential-not-usable'
  | 'suites-cannot-mix'
  | 'credential-repeated'
  | 'scope-unknown'
  | 'request-unsigned'
  // what the wallet keeps
  | 'credential-not-found'
  | 'record-not-found'
  | 'opening-not-found'
  | 'secrets-lost'
  | 'did-not-held'
  | 'did-method-not-supported'
  | 'did-not-controlled'

/** The one error of this package. Its message never contains a claim, a code or a key. */
export class HolderError extends Error {
  override readonly name = 'HolderError'
  readonly code: HolderErrorCode
  /** The check that failed; there for 'credential-rejected'. */
  readonly reason: RejectionReason | undefined

  constructor(
    code: HolderErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly reason?: RejectionReason } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.reason = options.reason
  }
}
