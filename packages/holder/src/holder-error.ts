export type HolderErrorCode =
  // receiving a credential
  | 'link-not-recognised'
  | 'offer-not-supported'
  | 'tx-code-missing'
  | 'template-unavailable'
  | 'template-mismatch'
  | 'credential-refused'
  | 'issuer-mismatch'
  // showing one
  | 'request-not-supported'
  | 'request-expired'
  | 'already-answered'
  | 'selection-invalid'
  | 'credential-not-usable'
  | 'answer-refused'
  // what the wallet keeps
  | 'credential-not-found'
  | 'did-not-found'
  | 'did-not-controlled'
  | 'method-not-supported'
  | 'rotation-pending'
  | 'delegate-invalid'

/** The one error of this package. Its message never contains a claim, a code or a key. */
export class HolderError extends Error {
  override readonly name = 'HolderError'
  readonly code: HolderErrorCode

  constructor(code: HolderErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
