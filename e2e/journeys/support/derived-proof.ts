/** A derived bbs-2023 proof, cut in two by hand: the proof itself, and what stands beside it (label map, indexes,
 *  presentation header). Reads only the outermost CBOR: `u` ‖ base64url(d95d03 ‖ array of 5 ‖ …). */
export function cutDerivedProof(proofValue: string): { proof: Buffer; beside: Buffer } {
  const bytes = Buffer.from(proofValue.slice(1), 'base64url')
  const starts = proofValue.startsWith('u') && bytes.subarray(0, 5).equals(Buffer.from('d95d038559', 'hex'))
  if (!starts) throw new Error('This is not a derived bbs-2023 proof.')
  const end = 7 + bytes.readUInt16BE(5)
  return { proof: bytes.subarray(7, end), beside: bytes.subarray(end) }
}

/** Everything of eight or more bytes that stands anywhere in both, in hexadecimal. */
export function recurring(first: Buffer, second: Buffer): string[] {
  const windows = (bytes: Buffer) =>
    Array.from({ length: Math.max(0, bytes.length - 7) }, (_, start) =>
      bytes.toString('hex', start, start + 8),
    )
  const others = new Set(windows(second))
  return windows(first).filter((window) => others.has(window))
}
