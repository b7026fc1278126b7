export type AuthorityErrorCode =
  /** What was passed in has the wrong form; nothing was made. */
  | 'invalid-argument'
  /** A participant broke the rules of the key generation. */
  | 'participant-at-fault'
  /** Not the one text of an evidence file or a snapshot, or a file of a trustee's folder that was changed. */
  | 'file-malformed'
  /** Another process has the trustee's folder. */
  | 'folder-in-use'
  /** There are no keys in the folder. */
  | 'folder-empty'
  /** There are keys in the folder already. */
  | 'folder-has-keys'
  /** Not the passphrase of the folder or the backup. */
  | 'passphrase-wrong'

/** What this package throws when it is misused. What other parties sent is answered by a value. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError'
  readonly code: AuthorityErrorCode

  constructor(code: AuthorityErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
