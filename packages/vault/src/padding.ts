const smallestSize = 1024
const lengthBytes = 4

/** Fills up to a power of two, 1 KiB at least, so that the size of a sealed record tells little of what is in it:
 *  length as four bytes, content, zeros. */
export function pad(content: Uint8Array): Uint8Array<ArrayBuffer> {
  let size = smallestSize
  while (size < lengthBytes + content.length) size *= 2
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, content.length)
  padded.set(content, lengthBytes)
  return padded
}

/** Takes only what `pad` made: the caller has authenticated it. */
export function unpad(padded: Uint8Array): Uint8Array {
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  return padded.subarray(lengthBytes, lengthBytes + length)
}
