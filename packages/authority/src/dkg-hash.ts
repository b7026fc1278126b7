import type { DKG_Round1 } from '@noble/curves/abstract/frost.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { encodeArray } from './octets.ts'

const tag = 'VELUM_AUTHORITY_V1_DKG_'

/** SHA-256 of canonical CBOR [tag, threshold, [[identifier, [commitment…], proof of knowledge]…]] over the broadcasts in the order
 *  of the trustees: with it trustees sign that they saw the same generation. */
export function dkgHashOf(threshold: number, broadcasts: readonly DKG_Round1[]): Uint8Array {
  return sha256(
    encodeArray([
      tag,
      threshold,
      broadcasts.map(({ identifier, commitment, proofOfKnowledge }) => [
        hexToBytes(identifier),
        commitment,
        proofOfKnowledge,
      ]),
    ]),
  )
}
