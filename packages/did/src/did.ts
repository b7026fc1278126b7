import { DidError } from './did-error.ts'

declare const brand: unique symbol

/** A syntactically valid DID, without path, query or fragment; did:ethr in lower case. */
export type Did = string & { readonly [brand]: 'Did' }

const SYNTAX = /^did:[a-z0-9]+:(?:(?:[\w.-]|%[0-9A-Fa-f]{2})*:)*(?:[\w.-]|%[0-9A-Fa-f]{2})+$/
const MAX_LENGTH = 2048

/** Whether `text` is a DID and nothing more: a DID URL with query, path or fragment is not one. (DID Core §3.1) */
export function isDid(text: string): boolean {
  return text.length <= MAX_LENGTH && SYNTAX.test(text)
}

/** Parses a DID. The hexadecimal parts of did:ethr come back in lower case, so that equal identities are equal
 *  strings. Throws DidError 'invalid-did'. Does not check that the method is known or the DID resolves. */
export function parseDid(text: string): Did {
  if (!isDid(text)) {
    throw new DidError(
      'invalid-did',
      'This is not a DID: expected did:<method>:<identifier> and nothing after it.',
    )
  }
  return (text.startsWith('did:ethr:') ? text.toLowerCase() : text) as Did
}
