import { decodeBase64Url, decodeHex32, encodeBase64Url, encodeHex } from './octets.ts'

/** Where a sealed record stands, as the issuer tells whoever knows its address. Nothing in it is proved before the
 *  path leads to a root on the chain. */
export type RecordStatus =
  /** The issuer knows no record at this address. */
  | { readonly state: 'unknown' }
  /** It is stored and waits for the next batch. */
  | { readonly state: 'pending' }
  | ({ readonly state: 'anchored' } & AnchoredRecord)

/** A sealed record whose batch is on the chain. */
export interface AnchoredRecord {
  readonly ciphertext: Uint8Array
  /** The issuer's batch, from 1. */
  readonly epoch: number
  /** How many records the batch has, as anchored with its root. */
  readonly count: number
  /** The leaf's place in the batch. */
  readonly index: number
  /** The hashes beside the way to the root, from the leaf up, 32 octets each. */
  readonly path: readonly Uint8Array[]
}

/** No batch has more leaves than 2^40. */
const longestPath = 40

/** The answer for an anchored record. */
export function createRecordStatus(record: AnchoredRecord): Readonly<Record<string, unknown>> {
  return {
    ciphertext: encodeBase64Url(record.ciphertext),
    epoch: record.epoch,
    count: record.count,
    index: record.index,
    path: record.path.map(encodeHex),
  }
}

/** Reads the answer for an anchored record; undefined when it is none. */
export function parseAnchoredRecord(json: unknown): AnchoredRecord | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { ciphertext, epoch, count, index, path } = json as Readonly<Record<string, unknown>>
  const octets = decodeBase64Url(ciphertext)
  if (!octets || !isCount(epoch, 1) || !isCount(count, 1) || !isCount(index, 0)) return undefined
  if (!Array.isArray(path) || path.length > longestPath) return undefined
  const hashes = path.map(decodeHex32)
  if (hashes.includes(undefined)) return undefined
  return { ciphertext: octets, epoch, count, index, path: hashes as Uint8Array[] }
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least
}
