export type CurveErrorCode =
  /** The WebAssembly module did not start (no WebAssembly, or a CSP without `wasm-unsafe-eval`). */
  | 'engine-unavailable'
  /** A number is outside [0, r), or zero where an inverse is asked for. */
  | 'scalar-out-of-range'
  /** An octet string has a length that the operation does not take. */
  | 'wrong-length'
  /** A constant that was to be read without a check is no point of the curve. */
  | 'invalid-constant'
  /** A prepared point was used after `destroy()`. */
  | 'point-destroyed'

/** Misuse of this package. Octets that are no point or no scalar are not misuse: decoding them returns undefined. */
export class CurveError extends Error {
  override readonly name = 'CurveError'
  readonly code: CurveErrorCode

  constructor(code: CurveErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
