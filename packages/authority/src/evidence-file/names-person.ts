import type { Claims } from '@velum/credential'

/** Whether a certificate's subject (RFC 4514 text) is the person that a record names: its common name is given and family name, in
 *  one order or the other. Strict on purpose: a name that is written in another way is for people to compare, and until they have,
 *  that the point belongs to the person is the issuer's word. */
export function namesPerson(subject: string, { givenName, familyName }: Claims): boolean {
  if (typeof givenName !== 'string' || typeof familyName !== 'string') return false
  // What is escaped could be read in more than one way.
  if (givenName === '' || familyName === '' || /[\\"+]/.test(subject)) return false
  const names = subject
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith('CN='))
  const accepted = [`${givenName} ${familyName}`, `${familyName} ${givenName}`, `${familyName}${givenName}`]
  return names.length === 1 && accepted.includes((names[0] as string).slice(3))
}
