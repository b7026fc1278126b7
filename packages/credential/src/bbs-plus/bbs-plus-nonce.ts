import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64 } from '../base64.ts'

/** What ties a derived proof of this suite to one request: SHA-256 of the presentation header, 32 bytes. Never empty: the
 *  library takes no nonce for a nonce like any other. */
export function bbsPlusNonce(presentationHeader: Uint8Array): Uint8Array {
  return sha256(presentationHeader)
}

/** The nonce as a proof holds it. */
export function encodeBbsPlusNonce(presentationHeader: Uint8Array): string {
  return encodeBase64(bbsPlusNonce(presentationHeader))
}
