import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'

/** SHA-256 of the canonical JSON (RFC 8785) of what a credential shows, its proof left out: what the transcript of a
 *  presentation holds of it. */
export function documentHash(shown: object & { readonly proof?: unknown }): Uint8Array {
  const { proof: _, ...document } = shown
  return sha256(new TextEncoder().encode(canonicalize(document) ?? ''))
}
