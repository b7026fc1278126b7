/** What went wrong, for a program. Expected refusals of a verification are verdicts, never errors. */
export type CredentialErrorCode =
  | 'authority-invalid'
  | 'binding-needed'
  | 'claims-invalid'
  | 'credential-invalid'
  | 'derivation-failed'
  | 'engine-unavailable'
  | 'issuer-key-unknown'
  | 'key-invalid'
  | 'randomness-broken'
  | 'status-list-invalid'
  | 'template-invalid'
  | 'unknown-claim'
  | 'unknown-context'

/** The only error this package throws. Its message never holds a claim, a secret key or a proof, and it has no cause:
 *  what the libraries throw may quote what they were given. */
export class CredentialError extends Error {
  readonly code: CredentialErrorCode

  constructor(code: CredentialErrorCode, message: string) {
    super(message)
    this.name = 'CredentialError'
    this.code = code
  }
}
