import { concat, keccak256 } from 'ethers'
import { parseAddress } from './address.ts'
import { bytes32, hex32, positive, trusteeNumber } from './call-parameters.ts'
import type { TypedMessage } from './contract-functions.ts'
import { RegistryError } from './registry-error.ts'

export interface EpochOptions {
  /** The authority's id, `0x…`. */
  id: string
  /** The one under way, which made it. Left out: made elsewhere, which counts until an authority's first ceremony begins. */
  ceremony?: number
  /** One more than the current one. */
  epoch: number
  /** The joint public key: a point of G1, 48 bytes. */
  key: Uint8Array
  /** The trustees' public shares in their order, 48 bytes each. */
  verificationShares: readonly Uint8Array[]
  /** SHA-256 of the transcript of the key's generation. */
  dkgHash: Uint8Array
}

export interface RefreshOptions extends Omit<EpochOptions, 'key'> {
  /** One more than the epoch's; an epoch begins with revision 0. */
  revision: number
}

export interface ReplacementOptions {
  /** The authority's id, `0x…`. */
  id: string
  /** The number of the trustee that goes, from 1. */
  trustee: number
  /** The address of the one that comes. */
  replacement: string
}

/** What a trustee's account signs of its message of round 2 or 3 in a ceremony. */
export interface CeremonyMessageOptions {
  /** The authority's id, `0x…`. */
  id: string
  ceremony: number
  round: number
  /** The number of the trustee whose message it is, from 1. */
  trustee: number
  /** SHA-256 of it, 32 bytes. */
  messageHash: Uint8Array
}

// What trustees sign, by EIP-712, as IOpeningAuthorities.sol documents it.

const EPOCH_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'ceremony', type: 'uint64' },
  { name: 'epoch', type: 'uint64' },
  { name: 'keyHash', type: 'bytes32' },
  { name: 'sharesHash', type: 'bytes32' },
  { name: 'dkgHash', type: 'bytes32' },
]
const REFRESH_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'ceremony', type: 'uint64' },
  { name: 'epoch', type: 'uint64' },
  { name: 'revision', type: 'uint64' },
  { name: 'sharesHash', type: 'bytes32' },
  { name: 'dkgHash', type: 'bytes32' },
]
const REPLACEMENT_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'index', type: 'uint16' },
  { name: 'replacement', type: 'address' },
  { name: 'nonce', type: 'uint64' },
]
// The contract knows nothing of it: trustees check it for themselves, each with the addresses that it knows the others by.
const CEREMONY_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'ceremony', type: 'uint64' },
  { name: 'round', type: 'uint8' },
  { name: 'index', type: 'uint16' },
  { name: 'messageHash', type: 'bytes32' },
]

const POINT_BYTES = 48

export function epochMessage(options: EpochOptions): TypedMessage {
  const message = {
    authority: hex32(options.id),
    ceremony: ceremonyNumber(options),
    epoch: positive(options.epoch, 'An epoch'),
    keyHash: keccak256(point(options.key)),
    sharesHash: keccak256(concat(options.verificationShares.map(point))),
    dkgHash: bytes32(options.dkgHash),
  }
  return { type: 'EpochKey', fields: EPOCH_FIELDS, message }
}

export function refreshMessage(options: RefreshOptions): TypedMessage {
  const message = {
    authority: hex32(options.id),
    ceremony: ceremonyNumber(options),
    epoch: positive(options.epoch, 'An epoch'),
    revision: positive(options.revision, 'A revision'),
    sharesHash: keccak256(concat(options.verificationShares.map(point))),
    dkgHash: bytes32(options.dkgHash),
  }
  return { type: 'Refresh', fields: REFRESH_FIELDS, message }
}

export function replacementMessage(options: ReplacementOptions & { nonce: number }): TypedMessage {
  const message = {
    authority: hex32(options.id),
    index: trusteeNumber(options.trustee),
    replacement: parseAddress(options.replacement),
    nonce: options.nonce,
  }
  return { type: 'Replacement', fields: REPLACEMENT_FIELDS, message }
}

export function ceremonyMessage(options: CeremonyMessageOptions): TypedMessage {
  const message = {
    authority: hex32(options.id),
    ceremony: positive(options.ceremony, 'A ceremony'),
    round: positive(options.round, 'A round'),
    index: trusteeNumber(options.trustee),
    messageHash: bytes32(options.messageHash),
  }
  return { type: 'CeremonyMessage', fields: CEREMONY_FIELDS, message }
}

/** 0 stands for none. */
export function ceremonyNumber({ ceremony }: Pick<EpochOptions, 'ceremony'>): number {
  return ceremony === undefined ? 0 : positive(ceremony, 'A ceremony')
}

/** Throws RegistryError 'invalid-change' for another length than a compressed point's. */
export function point(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== POINT_BYTES) {
    throw new RegistryError('invalid-change', `Keys and verification shares have ${POINT_BYTES} bytes.`)
  }
  return bytes
}

export function pointsIn(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / POINT_BYTES }, (_, i) =>
    bytes.slice(i * POINT_BYTES, (i + 1) * POINT_BYTES),
  )
}
