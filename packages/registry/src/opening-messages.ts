import { concat, keccak256 } from 'ethers'
import { parseAddress } from './address.ts'
import { bytes32, hex32, positive, trusteeNumber } from './call-parameters.ts'
import type { TypedMessage } from './contract-functions.ts'
import type { EpochOptions, RefreshOptions, ReplacementOptions } from './opening-authorities.ts'
import { RegistryError } from './registry-error.ts'

// What trustees sign, by EIP-712, as IOpeningAuthorities.sol documents it.

const EPOCH_FIELDS = [
  { name: 'authority', type: 'bytes32' },
  { name: 'epoch', type: 'uint64' },
  { name: 'keyHash', type: 'bytes32' },
  { name: 'sharesHash', type: 'bytes32' },
  { name: 'dkgHash', type: 'bytes32' },
]
const REFRESH_FIELDS = [
  { name: 'authority', type: 'bytes32' },
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

const POINT_BYTES = 48

export function epochMessage(options: EpochOptions): TypedMessage {
  const message = {
    authority: hex32(options.id),
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
