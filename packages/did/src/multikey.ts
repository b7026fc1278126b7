import { base58 } from '@scure/base'
import { DidError } from './did-error.ts'

export type KeyKind = 'Bls12381G2' | 'Ed25519' | 'Secp256k1'

export interface Multikey {
  kind: KeyKind
  /** Compressed: 96, 32 and 33 bytes. */
  publicKey: Uint8Array
}

interface KeyFormat {
  kind: KeyKind
  /** The multicodec code as an unsigned varint. */
  prefix: readonly [number, number]
  length: number
}

const FORMATS: readonly KeyFormat[] = [
  { kind: 'Bls12381G2', prefix: [0xeb, 0x01], length: 96 },
  { kind: 'Ed25519', prefix: [0xed, 0x01], length: 32 },
  { kind: 'Secp256k1', prefix: [0xe7, 0x01], length: 33 },
]

/** A public key as multicodec prefix ‖ key: the value of an on-chain Multikey attribute.
 *  Throws DidError 'invalid-key' for a wrong length. Does not check that the bytes are a point on the curve. */
export function encodeMultikeyBytes({ kind, publicKey }: Multikey): Uint8Array {
  const format = FORMATS.find((candidate) => candidate.kind === kind)
  if (format === undefined || publicKey.length !== format.length) {
    throw new DidError('invalid-key', `A public key of kind ${kind} does not have ${publicKey.length} bytes.`)
  }
  return Uint8Array.from([...format.prefix, ...publicKey])
}

/** A public key as `publicKeyMultibase`: 'z' and the base58btc of prefix ‖ key. Throws DidError 'invalid-key'. */
export function encodeMultikey(key: Multikey): string {
  return `z${base58.encode(encodeMultikeyBytes(key))}`
}

/** The key in a `publicKeyMultibase` (base58btc only). Throws DidError 'invalid-key' for another encoding, an
 *  unknown kind or a wrong length. Does not check that the bytes are a point on the curve. */
export function decodeMultikey(text: string): Multikey {
  const bytes = decodeBase58btc(text)
  const format = FORMATS.find(({ prefix }) => prefix.every((byte, at) => bytes[at] === byte))
  if (format === undefined || bytes.length !== format.prefix.length + format.length) {
    throw new DidError('invalid-key', 'This Multikey is not a BLS12-381 G2, Ed25519 or secp256k1 public key.')
  }
  return { kind: format.kind, publicKey: bytes.slice(format.prefix.length) }
}

function decodeBase58btc(text: string): Uint8Array {
  // base58 takes quadratic time; the longest key we know has 135 characters.
  if (!text.startsWith('z') || text.length > 200) {
    throw new DidError(
      'invalid-key',
      "A Multikey starts with 'z' (base58btc) and is at most 200 characters long.",
    )
  }
  try {
    return base58.decode(text.slice(1))
  } catch (cause) {
    throw new DidError('invalid-key', 'This Multikey has a character that base58 does not know.', { cause })
  }
}
