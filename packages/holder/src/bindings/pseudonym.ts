import { sha256 } from '@noble/hashes/sha2.js'
import { pseudonymOf } from '@velum/binding'
import { encodeBase64Url, identifierOctets } from './octets.ts'

/** A pseudonym as it is kept and shown. */
export interface Pseudonym {
  /** 48 octets, base64url. */
  readonly pseudonym: string
  /** Three groups of four letters and digits. */
  readonly short: string
}

/** The holder's pseudonym at an audience, or in a scope that audiences share. */
export async function computePseudonym(options: {
  readonly audience: string
  readonly label: string
  readonly scope?: string | undefined
  readonly nymSecret: Uint8Array
}): Promise<Pseudonym> {
  const { audience, label, scope, nymSecret } = options
  const octets = await pseudonymOf({
    audience,
    label,
    nymSecret,
    ...(scope !== undefined && { scope: identifierOctets(scope) }),
  })
  return { pseudonym: encodeBase64Url(octets), short: shortForm(octets) }
}

/** Without letters that pass for another or for a digit (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 60 bits of a hash: enough that nobody finds another pseudonym that looks the same by chance. */
function shortForm(octets: Uint8Array): string {
  let bits = sha256(octets)
    .subarray(0, 8)
    .reduce((number, octet) => (number << 8n) | BigInt(octet), 0n)
  bits >>= 4n
  const text = Array.from({ length: 12 }, (_, i) => letters[Number((bits >> BigInt(55 - 5 * i)) & 31n)])
  return [0, 4, 8].map((start) => text.slice(start, start + 4).join('')).join('-')
}
