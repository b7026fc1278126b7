import { gcm } from '@noble/ciphers/aes.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { platformRandom, type RandomOctets } from '@velum/bbs'
import { BindingError } from '../binding-error.ts'
import { requireOctets } from '../require.ts'
import { pad, unpad } from './padding.ts'
import { recordAddress } from './record-address.ts'
import { decodeContent, encodeContent, type RecordContent } from './record-content.ts'
import { type SealingContext, sealingKey } from './sealing-key.ts'

const nonceLength = 12

export interface SealRecordOptions extends SealingContext {
  readonly content: RecordContent
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

export interface SealedRecord {
  /** 32 octets: where it is found. */
  readonly address: Uint8Array
  /** Nonce of 12 octets, then AES-256-GCM of the padded content: its length tells only how many thousand octets a record has. */
  readonly ciphertext: Uint8Array
}

/** Seals a record under its registration point, so that one threshold decryption, which gives that point, gives address and key.
 *  A new nonce each time; the content is not verified. Throws BindingError 'invalid-argument'. (docs/proof-system.md) */
export function sealRecord(options: SealRecordOptions): SealedRecord {
  const { reg, content, random = platformRandom } = options
  const key = sealingKey(options)
  const plaintext = encodeContent(reg, content)
  if (!decodeContent(reg, plaintext)) {
    throw new BindingError(
      'invalid-argument',
      'The content of a record lacks a part, or one has the wrong form.',
    )
  }
  const nonce = requireOctets(random(nonceLength), 'what the random source returned', nonceLength)
  return {
    address: recordAddress(reg),
    ciphertext: concatBytes(nonce, gcm(key, nonce).encrypt(pad(plaintext))),
  }
}

export interface OpenSealedRecordOptions extends SealingContext {
  readonly ciphertext: Uint8Array
}

/** What was sealed for this chain, issuer, authority and Reg; undefined when the ciphertext is of another or was changed. The record's
 *  signature is not verified: that takes the template which the record names, and `verifyRecordSignature`. Until then the content is
 *  whatever one who knows Reg has sealed. Throws BindingError 'invalid-argument'. (docs/proof-system.md) */
export function openSealedRecord(options: OpenSealedRecordOptions): RecordContent | undefined {
  const ciphertext = requireOctets(options.ciphertext, 'ciphertext')
  const key = sealingKey(options)
  let padded: Uint8Array
  try {
    padded = gcm(key, ciphertext.subarray(0, nonceLength)).decrypt(ciphertext.subarray(nonceLength))
  } catch {
    return undefined
  }
  const plaintext = unpad(padded)
  return plaintext && decodeContent(options.reg, plaintext)
}
