export type DidErrorCode =
  | 'invalid-did'
  | 'invalid-key'
  | 'invalid-document'
  | 'method-not-supported'
  | 'network-unknown'
  | 'registry-missing'
  | 'did-not-found'
  | 'did-deactivated'
  | 'chain-unreachable'
  | 'host-unreachable'

/** Everything this package throws. `cause` holds what the network or the chain said, where there is something. */
export class DidError extends Error {
  override readonly name = 'DidError'
  readonly code: DidErrorCode

  constructor(code: DidErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
