export const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')
export const octets = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
