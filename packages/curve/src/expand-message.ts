import { sha256 } from '@noble/hashes/sha2.js'
import { shake256 } from '@noble/hashes/sha3.js'
import { CurveError } from './curve-error.ts'

/** How messages are expanded (RFC 9380 §5.3): `XMD:SHA-256` or `XOF:SHAKE-256`. */
export type Expander = 'XMD:SHA-256' | 'XOF:SHAKE-256'

export interface HashOptions {
  readonly message: Uint8Array
  /** Domain separation tag of 1 to 255 octets. */
  readonly dst: Uint8Array
  readonly expander: Expander
}

/** expand_message of RFC 9380 §5.3: `length` uniform octets. Throws CurveError 'wrong-length' for a tag that is empty or longer
 *  than 255 octets, or for a length that is not from 1 to 8,160. */
export function expandMessage({ message, dst, expander }: HashOptions, length: number): Uint8Array {
  if (dst.length === 0 || dst.length > 255) {
    throw new CurveError('wrong-length', 'A domain separation tag must have 1 to 255 octets.')
  }
  if (!Number.isSafeInteger(length) || length < 1 || length > 255 * digestLength) {
    throw new CurveError('wrong-length', 'A message is expanded to 1 to 8,160 octets.')
  }
  return expander === 'XMD:SHA-256'
    ? expandWithSha256(message, dst, length)
    : expandWithShake256(message, dst, length)
}

const blockLength = 64
const digestLength = 32

// Z_pad, a block of zeros, is hashed once for all messages.
const afterPad = sha256.create().update(new Uint8Array(blockLength))

// expand_message_xmd, RFC 9380 §5.3.1. Every message of a credential goes through it.
function expandWithSha256(message: Uint8Array, dst: Uint8Array, length: number): Uint8Array {
  // l_i_b_str ‖ I2OSP(0, 1) ‖ DST_prime
  const suffix = new Uint8Array(3 + dst.length + 1)
  suffix[0] = length >> 8
  suffix[1] = length & 0xff
  suffix.set(dst, 3)
  suffix[suffix.length - 1] = dst.length
  const b0 = afterPad.clone().update(message).update(suffix).digest()

  // (b_0 xor b_(i−1)) ‖ I2OSP(i, 1) ‖ DST_prime, where b_0 xor nothing stands for the first.
  const block = new Uint8Array(digestLength + 1 + dst.length + 1)
  block.set(dst, digestLength + 1)
  block[block.length - 1] = dst.length
  const count = Math.ceil(length / digestLength)
  const uniform = new Uint8Array(count * digestLength)
  let previous: Uint8Array = new Uint8Array(digestLength)
  for (let i = 1; i <= count; i++) {
    for (let j = 0; j < digestLength; j++) block[j] = (b0[j] as number) ^ (previous[j] as number)
    block[digestLength] = i
    previous = sha256(block)
    uniform.set(previous, (i - 1) * digestLength)
  }
  return uniform.subarray(0, length)
}

// expand_message_xof, RFC 9380 §5.3.2.
function expandWithShake256(message: Uint8Array, dst: Uint8Array, length: number): Uint8Array {
  const lengths = new Uint8Array([length >> 8, length & 0xff])
  return shake256
    .create({ dkLen: length })
    .update(message)
    .update(lengths)
    .update(dst)
    .update(new Uint8Array([dst.length]))
    .digest()
}
