// ISO/IEC 7816-4: one octet that ends the content, then zeros. There is one padding for each content.
const end = 0x80
const block = 1024

/** The octets with 1 to 1,024 more, so that their number is a multiple of 1,024. */
export function pad(octets: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(octets.length / block) + 1) * block)
  padded.set(octets)
  padded[octets.length] = end
  return padded
}

/** The octets that were padded; undefined where no padding of ours ends them. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  const length = padded.lastIndexOf(end)
  if (length < 0 || padded.length !== (Math.floor(length / block) + 1) * block) return undefined
  return padded.subarray(length + 1).every((octet) => octet === 0) ? padded.subarray(0, length) : undefined
}
