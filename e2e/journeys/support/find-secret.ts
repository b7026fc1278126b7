import type { RawItem } from './raw-storage.ts'

/** Where a text lies openly in raw items: as UTF-8, UTF-16, hexadecimal or base64 of any alignment and alphabet.
 *  Each hit names the place and the encoding. */
export function findSecret(items: readonly RawItem[], secret: string): string[] {
  const needles = encodingsOf(secret)
  return items.flatMap(({ place, bytes }) =>
    needles.filter(({ needle }) => bytes.includes(needle)).map(({ name }) => `${name} in ${place}`),
  )
}

function encodingsOf(secret: string): { name: string; needle: Buffer }[] {
  const utf8 = Buffer.from(secret, 'utf8')
  const utf16le = Buffer.from(secret, 'utf16le')
  const hex = utf8.toString('hex')
  const texts = [
    ['hexadecimal', hex],
    ['HEXADECIMAL', hex.toUpperCase()],
    ['URL encoding', encodeURIComponent(secret)],
    ['JSON with escapes', JSON.stringify(secret).slice(1, -1)],
    ...[0, 1, 2].flatMap((offset) => {
      const text = base64At(utf8, offset)
      return [
        [`base64 at ${offset}`, text],
        [`base64url at ${offset}`, text.replaceAll('+', '-').replaceAll('/', '_')],
      ]
    }),
  ] as [string, string][]
  return [
    { name: 'UTF-8', needle: utf8 },
    { name: 'UTF-16', needle: utf16le },
    { name: 'UTF-16, big end first', needle: Buffer.from(utf16le).swap16() },
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
