export type BbsErrorCode =
  /** An argument has the wrong type, length or range. */
  | 'invalid-argument'
  | 'unknown-ciphersuite'
  /** The secret key is not 32 octets of a number from 1 to r − 1. */
  | 'invalid-secret-key'
  /** The public key is not the encoding of a point of G2 other than the identity. */
  | 'invalid-public-key'
  /** The octets to derive from are no signature: wrong length, no point, or a scalar out of range. */
  | 'invalid-signature'
  /** The commitment to sign blindly has no valid proof. */
  | 'invalid-commitment'
  | 'index-out-of-range'
  | 'indexes-not-ascending'
  /** A proof was finalised a second time: two answers under the same nonces give the hidden messages away. */
  | 'proof-already-finalised'

/** Misuse of this package. That a signature, proof or commitment is not valid is a result, not an error. */
export class BbsError extends Error {
  override readonly name = 'BbsError'
  readonly code: BbsErrorCode

  constructor(code: BbsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
