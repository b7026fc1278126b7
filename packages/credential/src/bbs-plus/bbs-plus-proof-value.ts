import { decodeBase64, encodeBase64 } from '../base64.ts'

/** A derived proof, taken apart as far as it can be without cryptography. */
export interface BbsPlusProofContents {
  readonly bytes: Uint8Array
  /** How many messages were signed. */
  readonly messageCount: number
  /** Places of the disclosed ones, ascending. */
  readonly revealed: readonly number[]
}

const signatureLength = 112
const pointLength = 48
const maximumLength = 40_000

/** The bytes of a signature; undefined for anything but base64 of 112 bytes. */
export function parseBbsPlusSignature(proofValue: string): Uint8Array | undefined {
  const bytes = decodeBase64(proofValue)
  return bytes?.length === signatureLength ? bytes : undefined
}

/** Undefined unless every length in the proof is the one that its message count makes it. The library accepts trailing
 *  bytes, and stops the whole process over a proof that is cut to a byte: this must be asked first.
 *
 *  Number of messages (2 bytes); which are disclosed, one bit each, the last byte first (n/8 + 1 bytes); A', Abar, d;
 *  length of the first part (4), its commitment, count (4) and two responses; commitment of the second part, count (4)
 *  and a response for each hidden message and two more. */
export function parseBbsPlusProof(proofValue: string): BbsPlusProofContents | undefined {
  if (proofValue.length > maximumLength) return undefined
  const bytes = decodeBase64(proofValue)
  if (bytes === undefined || bytes.length < 2) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const messageCount = view.getUint16(0)
  const points = 2 + Math.floor(messageCount / 8) + 1
  if (bytes.length < points) return undefined
  const revealed = bitsOf(bytes.subarray(2, points))
  if (revealed.some((place) => place >= messageCount)) return undefined

  const first = points + 3 * pointLength
  const firstCount = first + 4 + pointLength
  const second = firstCount + 4 + 2 * 32
  const secondCount = second + pointLength
  const responses = messageCount - revealed.length + 2
  if (bytes.length !== secondCount + 4 + responses * 32) return undefined
  if (view.getUint32(first) !== second - first - 4) return undefined
  if (view.getUint32(firstCount) !== 2 || view.getUint32(secondCount) !== responses) return undefined
  const starts = [points, points + pointLength, points + 2 * pointLength]
  return starts.some((start) => isIdentity(bytes, start)) ? undefined : { bytes, messageCount, revealed }
}

export function encodeBbsPlusValue(bytes: Uint8Array): string {
  return encodeBase64(bytes)
}

function bitsOf(bytes: Uint8Array): number[] {
  return Array.from(bytes)
    .reverse()
    .flatMap((byte, place) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte >> bit) & 1).map((bit) => place * 8 + bit),
    )
}

// The flag of a compressed point that is none: with it in the place of A' the pairing holds under any key.
function isIdentity(bytes: Uint8Array, start: number): boolean {
  return ((bytes[start] ?? 0) & 0x40) !== 0
}
