export type AuthorityErrorCode =
  /** What was passed in has the wrong form; nothing was made. */
  | 'invalid-argument'
  /** A participant broke the rules of the key generation. */
  | 'participant-at-fault'
  /** Not the one text of an evidence file or a snapshot. */
  | 'file-malformed'

/** What this package throws when it is misused. What other parties sent is answered by a value. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError'
  readonly code: AuthorityErrorCode

  constructor(code: AuthorityErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
