import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { BindingError } from '../binding-error.ts'
import { isOctets } from '../require.ts'

const leafNode = Uint8Array.of(0)

export interface RecordLeafOptions {
  /** 32 octets, from `recordAddress`. */
  readonly address: Uint8Array
  readonly ciphertext: Uint8Array
  /** DID of the issuer that anchors. */
  readonly issuer: string
  /** Number of the batch that the issuer anchors the record in. */
  readonly epoch: number
}

/** The leaf of a sealed record: SHA-256(0x00 ‖ address ‖ SHA-256(ciphertext) ‖ issuer ‖ epoch as 8 octets big-endian), 32 octets. All
 *  parts but the issuer have a fixed length, so no two records share their octets. Throws BindingError 'invalid-argument'. */
export function recordLeaf({ address, ciphertext, issuer, epoch }: RecordLeafOptions): Uint8Array {
  if (!isOctets(address, 32) || !(ciphertext instanceof Uint8Array)) {
    throw new BindingError('invalid-argument', 'A leaf is made of an address of 32 octets and a ciphertext.')
  }
  if (typeof issuer !== 'string' || !Number.isSafeInteger(epoch) || epoch < 0) {
    throw new BindingError('invalid-argument', 'A leaf names its issuer and the number of its batch.')
  }
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, BigInt(epoch))
  return sha256(concatBytes(leafNode, address, sha256(ciphertext), utf8ToBytes(issuer), number))
}
