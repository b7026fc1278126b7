/** What went wrong, for a program. Expected refusals of a verification are verdicts, never errors. */
export type CredentialErrorCode =
  | 'claims-invalid'
  | 'credential-invalid'
  | 'derivation-failed'
  | 'issuer-key-unknown'
  | 'key-invalid'
  | 'randomness-broken'
  | 'status-list-invalid'
  | 'template-invalid'
  | 'unknown-claim'
  | 'unknown-context'

/** The only error this package throws. Its message and cause never hold a claim, a key or a proof. */
export class CredentialError extends Error {
  readonly code: CredentialErrorCode

  constructor(code: CredentialErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'CredentialError'
    this.code = code
  }
}
