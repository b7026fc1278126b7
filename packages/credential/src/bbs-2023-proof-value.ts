import { decode, encode } from 'cborg'
import { decodeBase64Url, encodeBase64Url } from './base64.ts'

/** What the proof value of a credential as issued holds. (vc-di-bbs §3.3.2) */
export interface BaseProofContents {
  readonly bbsSignature: Uint8Array
  readonly bbsHeader: Uint8Array
  readonly publicKey: Uint8Array
  readonly hmacKey: Uint8Array
  readonly mandatoryPointers: readonly string[]
}

/** What the proof value of a credential as shown holds. (vc-di-bbs §3.3.7) */
export interface DerivedProofContents {
  readonly bbsProof: Uint8Array
  /** Number of the canonical label (c14n…) to number of the shuffled label (b…). */
  readonly labelMap: ReadonlyMap<number, number>
  readonly mandatoryIndexes: readonly number[]
  readonly selectiveIndexes: readonly number[]
  readonly presentationHeader: Uint8Array
}

const tags = { base: [0xd9, 0x5d, 0x02], derived: [0xd9, 0x5d, 0x03] } as const
const maximumLength = 100_000
// Three points of G1, compressed, stand before the scalars.
const pointBytes = 3 * 48

/** Which of the two a proof value says it is; undefined for neither. */
export function proofKind(proofValue: string): 'base' | 'derived' | undefined {
  const bytes = multibaseBytes(proofValue)
  if (bytes === undefined) return undefined
  if (startsWith(bytes, tags.base)) return 'base'
  return startsWith(bytes, tags.derived) ? 'derived' : undefined
}

/** Undefined unless this is the one canonical encoding of a base proof. */
export function parseBaseProof(proofValue: string): BaseProofContents | undefined {
  const items = decodeItems(proofValue, tags.base)
  if (items?.length !== 5) return undefined
  const [bbsSignature, bbsHeader, publicKey, hmacKey, mandatoryPointers] = items
  if (!isBytes(bbsSignature, 80) || !isBytes(bbsHeader, 64)) return undefined
  if (!isBytes(publicKey, 96) || !isBytes(hmacKey, 32)) return undefined
  if (!Array.isArray(mandatoryPointers)) return undefined
  if (!mandatoryPointers.every((pointer) => typeof pointer === 'string')) return undefined
  return { bbsSignature, bbsHeader, publicKey, hmacKey, mandatoryPointers }
}

/** Undefined unless this is the one canonical encoding of a derived proof. Does not check indexes and labels. */
export function parseDerivedProof(proofValue: string): DerivedProofContents | undefined {
  const items = decodeItems(proofValue, tags.derived)
  if (items?.length !== 5) return undefined
  const [bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader] = items
  if (!isBytes(bbsProof) || !isBytes(presentationHeader)) return undefined
  if (!isIndexList(mandatoryIndexes) || !isIndexList(selectiveIndexes)) return undefined
  if (!(labelMap instanceof Map)) return undefined
  if (![...labelMap].flat().every(isIndex)) return undefined
  return { bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader }
}

/** The proof value of a credential as issued. (vc-di-bbs §3.3.2) */
export function encodeBaseProof(contents: BaseProofContents): string {
  const { bbsSignature, bbsHeader, publicKey, hmacKey, mandatoryPointers } = contents
  return encodeItems([bbsSignature, bbsHeader, publicKey, hmacKey, mandatoryPointers], tags.base)
}

/** The proof value of a credential as shown. (vc-di-bbs §3.3.7) */
export function encodeDerivedProof(contents: DerivedProofContents): string {
  const { bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader } = contents
  return encodeItems(
    [bbsProof, labelMap, mandatoryIndexes, selectiveIndexes, presentationHeader],
    tags.derived,
  )
}

/** How many messages the signature under a derived proof covers; undefined when the proof has no possible length.
 *  (draft-irtf-cfrg-bbs-signatures §4.2.4.5: three points, four scalars, one scalar for each hidden message) */
export function messageCount(proof: DerivedProofContents): number | undefined {
  const hidden = (proof.bbsProof.length - pointBytes - 4 * 32) / 32
  return Number.isInteger(hidden) && hidden >= 0 ? hidden + proof.selectiveIndexes.length : undefined
}

/** Whether each index is greater than the one before it, so that none stands there twice. */
export function ascendStrictly(indexes: readonly number[]): boolean {
  return indexes.every((index, position) => position === 0 || index > (indexes[position - 1] ?? 0))
}

/** Whether a scalar of the proof is zero, which the draft forbids and a published verifier overlooks. (§4.2.4.5) */
export function hasZeroScalar({ bbsProof }: DerivedProofContents): boolean {
  for (let start = pointBytes; start < bbsProof.length; start += 32) {
    if (bbsProof.subarray(start, start + 32).every((byte) => byte === 0)) return true
  }
  return false
}

function encodeItems(items: readonly unknown[], tag: readonly number[]): string {
  return `u${encodeBase64Url(Uint8Array.from([...tag, ...encode(items)]))}`
}

// Encoding again what was decoded and comparing leaves exactly one spelling: no trailing bytes, no repeated or
// unordered map keys, no numbers or lengths in a longer form than needed.
function decodeItems(proofValue: string, tag: readonly number[]): unknown[] | undefined {
  const bytes = multibaseBytes(proofValue)
  if (bytes === undefined || !startsWith(bytes, tag)) return undefined
  const payload = bytes.subarray(tag.length)
  try {
    const items: unknown = decode(payload, { useMaps: true })
    return Array.isArray(items) && sameBytes(encode(items), payload) ? items : undefined
  } catch {
    // The decoder throws for whatever is not CBOR, which is an expected no.
    return undefined
  }
}

function multibaseBytes(proofValue: string): Uint8Array | undefined {
  if (!proofValue.startsWith('u') || proofValue.length > maximumLength) return undefined
  return decodeBase64Url(proofValue.slice(1))
}

/** Whether two byte strings are equal; not for secrets, since it stops at the first difference. */
export function sameBytes(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, position) => byte === second[position])
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, position) => bytes[position] === byte)
}

function isBytes(value: unknown, length?: number): value is Uint8Array {
  return value instanceof Uint8Array && (length === undefined || value.length === length)
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isIndexList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(isIndex)
}
