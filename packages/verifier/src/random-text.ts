import { base64urlnopad } from '@scure/base'

/** Random bytes from outside. */
export type Random = (length: number) => Uint8Array

/** As many random bytes, as base64url. */
export function randomText(random: Random, length: number): string {
  return base64urlnopad.encode(random(length))
}

/** SHA-256 of a text, as base64url. Secrets are stored and compared by their hash only, which also hides how much
 *  of a guess was right. */
export async function hashText(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64urlnopad.encode(new Uint8Array(hash))
}
