import { sha256 } from '@noble/hashes/sha2.js'

const blockLength = 64
const digestLength = 32

// Z_pad, a block of zeros, is hashed once for all messages.
const afterPad = sha256.create().update(new Uint8Array(blockLength))

/** expand_message_xmd of RFC 9380 §5.3.1 with SHA-256. Twice as fast as a general one, and every message of a credential goes
 *  through it. `dst` has 1 to 255 octets, `length` is 1 to 8,160: the caller has checked both. */
export function expandWithSha256(message: Uint8Array, dst: Uint8Array, length: number): Uint8Array {
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
