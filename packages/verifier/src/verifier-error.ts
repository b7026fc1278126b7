/** What the caller of the SDK, or a wallet that talks to it, did wrong. A refused presentation is a verdict. */
export type VerifierErrorCode =
  // configuration and questions
  | 'configuration-invalid'
  | 'unknown-request'
  | 'unknown-template'
  | 'unknown-claim'
  | 'key-missing'
  | 'requirement-invalid'
  | 'evidence-missing'
  | 'authority-unknown'
  | 'scope-unknown'
  | 'chain-unreachable'
  // sessions
  | 'session-unknown'
  | 'session-expired'
  | 'session-answered'
  // evidence
  | 'evidence-unreadable'
  // openings
  | 'opening-invalid'
  | 'cursor-malformed'
  | 'webhook-refused'
  // HTTP
  | 'request-malformed'
  | 'cross-site-start'
  | 'not-found'

/** Thrown when something cannot be asked for or answered. The message holds no claim, key or cookie. */
export class VerifierError extends Error {
  override readonly name = 'VerifierError'
  readonly code: VerifierErrorCode

  constructor(code: VerifierErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
