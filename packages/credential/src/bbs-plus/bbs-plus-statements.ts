/// <reference path="../digitalbazaar.d.ts" />
import { canonicalize } from '@digitalbazaar/di-sd-primitives'
import { contextLoader } from '../document-loader.ts'
import type { BbsPlusProofOptions } from './bbs-plus-credential.ts'

// What this suite signs, one message a statement: those of the proof first, then those of the document, both sorted.

/** The statements of a credential without its proof. The subject is `_:c14n0`, whether the document leaves it blank or
 *  is shown and calls it `urn:bnid:_:c14n0`. */
export async function documentStatements(document: object): Promise<string[]> {
  const nquads = await canonicalize(document, { documentLoader: contextLoader })
  return nquads
    .split('\n')
    .filter((statement) => statement !== '')
    .map((statement) => withEscapesOf2015(statement).replaceAll(shownLabels, '$1'))
}

/** The statements of the proof's own members, which every derived proof shows. (Linked Data Signatures: the proof under
 *  the security vocabulary, its value and its nonce left out) */
export function proofStatements({ created, verificationMethod }: BbsPlusProofOptions): string[] {
  return [
    `_:c14n0 <http://purl.org/dc/terms/created> "${created}"^^<http://www.w3.org/2001/XMLSchema#dateTime> .`,
    `_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${security}BbsBlsSignature2020> .`,
    `_:c14n0 <${security}proofPurpose> <${security}assertionMethod> .`,
    `_:c14n0 <${security}verificationMethod> <${verificationMethod}> .`,
  ]
}

/** How many of the messages are the proof's own. */
export const proofStatementCount = 4

const encoder = new TextEncoder()

/** What is signed and disclosed: each statement in UTF-8. */
export function bbsPlusMessages(statements: readonly string[]): Uint8Array[] {
  return statements.map((statement) => encoder.encode(statement))
}

const security = 'https://w3id.org/security#'
// Text of claims cannot hold this: see `isSafeText`.
const shownLabels = /<urn:bnid:(_:c14n\d+)>/g

// URDNA2015, which this suite names, escapes quote, backslash, line feed and carriage return alone; its successor, which
// our library speaks, all control characters.
function withEscapesOf2015(statement: string): string {
  return statement.replaceAll(/\\(u[0-9A-F]{4}|.)/g, (written, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return plainCharacters[code] ?? written
  })
}

const plainCharacters: Readonly<Record<string, string>> = { b: '\b', f: '\f', t: '\t' }
