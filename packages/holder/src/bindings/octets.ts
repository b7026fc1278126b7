/** Octets in base64url without padding, as pseudonyms are written. */
export function encodeBase64Url(octets: Uint8Array): string {
  const binary = Array.from(octets, (octet) => String.fromCharCode(octet)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The octets of an identifier that is written `0x…` in hexadecimal. */
export function identifierOctets(id: string): Uint8Array {
  return Uint8Array.from(id.slice(2).match(/../g) ?? [], (digits) => Number.parseInt(digits, 16))
}
