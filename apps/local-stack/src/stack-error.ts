export type StackErrorCode =
  | 'port-taken'
  | 'chain-did-not-start'
  | 'chain-younger-than-stores'
  | 'already-running'
  | 'authority-files-damaged'
  | 'authority-without-key'
  | 'state-of-earlier-version'
  | 'invalid-port'

/** Why the local stack could not start, in words for whoever ran the command. */
export class StackError extends Error {
  readonly code: StackErrorCode

  constructor(code: StackErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StackError'
    this.code = code
  }
}
