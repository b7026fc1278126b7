import type { RawItem } from './raw-storage.ts'

/** Where a text lies openly in raw items: as UTF-8, UTF-16, hexadecimal or base64 of any alignment and alphabet.
 *  Each hit names the place and the encoding. */
export function findSecret(items: readonly RawItem[], secret: string): string[] {
  const needles = encodingsOf(secret)
  return items.flatMap(({ place, bytes }) =>
    needles.filter(({ needle }) => bytes.includes(needle)).map(({ name }) => `${name} in ${place}`),
  )
}

/** The same for octets: as they are, hexadecimal, base64, and a list of numbers. */
export function findOctets(items: readonly RawItem[], octets: Uint8Array): string[] {
  const numbers = Buffer.from([...octets].join(','))
  const needles = [...octetEncodings(Buffer.from(octets)), { name: 'numbers', needle: numbers }]
  return items.flatMap(({ place, bytes }) =>
    needles.filter(({ needle }) => bytes.includes(needle)).map(({ name }) => `${name} in ${place}`),
  )
}

function encodingsOf(secret: string): { name: string; needle: Buffer }[] {
  const utf16le = Buffer.from(secret, 'utf16le')
  return [
    ...octetEncodings(Buffer.from(secret, 'utf8')),
    { name: 'UTF-16', needle: utf16le },
    { name: 'UTF-16, big end first', needle: Buffer.from(utf16le).swap16() },
    { name: 'URL encoding', needle: Buffer.from(encodeURIComponent(secret)) },
    { name: 'JSON with escapes', needle: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
  ]
}

function octetEncodings(octets: Buffer): { name: string; needle: Buffer }[] {
  const hex = octets.toString('hex')
  const texts = [
    ['hexadecimal', hex],
    ['HEXADECIMAL', hex.toUpperCase()],
    ...[0, 1, 2].flatMap((offset) => {
      const text = base64At(octets, offset)
      return [
        [`base64 at ${offset}`, text],
        [`base64url at ${offset}`, text.replaceAll('+', '-').replaceAll('/', '_')],
      ]
    }),
  ] as [string, string][]
  return [
    { name: 'the bytes', needle: octets },
    ...texts.map(([name, text]) => ({ name, needle: Buffer.from(text) })),
  ]
}

/** The characters that base64 gives for certain when the bytes begin `offset` bytes after a group of three. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '')
  const spoiltAtStart = Math.ceil((offset * 8) / 6)
  const spoiltAtEnd = (offset + bytes.length) % 3 === 0 ? 0 : 1
  return text.slice(spoiltAtStart, text.length - spoiltAtEnd)
}
