import { sha256 } from '@noble/hashes/sha2.js'
import { encodeArray } from '../octets.ts'
import { idOctets } from './opening-subject.ts'

const tag = new TextEncoder().encode('VELUM_AUTHORITY_V1_RESULT_')

export interface ResultHashOptions {
  /** `0x…`. */
  readonly requestId: string
  /** The registration point: 48 octets. */
  readonly point: Uint8Array
  /** 32 random octets: without them, whoever knows all registration points could try which one it is. */
  readonly salt: Uint8Array
}

/** What the requester closes the request with: SHA-256 of canonical CBOR [tag, request id, point, salt], 32 octets. It fixes the
 *  result for whoever sees evidence later, and tells nobody else anything. Throws AuthorityError 'invalid-argument'. */
export function resultHash({ requestId, point, salt }: ResultHashOptions): Uint8Array {
  return sha256(encodeArray([tag, idOctets(requestId, 'id of the request'), point, salt]))
}
