/** A one-time Ed25519 key of the holder: 32 bytes each. It shows that the request is fresh and is thrown
 *  away afterwards; the credential does not name it. */
export interface ProofKey {
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}
