/// <reference path="./digitalbazaar.d.ts" />
import { named } from '@digitalbazaar/credentials-context'
import { bbsPlusContext, bbsPlusContextDocument, credentialsV1Context } from './bbs-plus/bbs-plus-contexts.ts'

/** The base context of the W3C data model 2.0. */
export const credentialsContext = 'https://www.w3.org/ns/credentials/v2'
/** Our context: it makes every name that the base context leaves open a term of the Velum vocabulary. */
export const velumContext = 'https://w3id.org/velum/credential/v1'

const vocabulary = 'https://w3id.org/velum/vocab#'
const baseContext = named.get('v2')?.context ?? { '@context': {} }
const oldContext = named.get('v1')?.context ?? { '@context': {} }

/** Every context we ship; nothing is ever fetched. */
export const staticContexts: ReadonlyMap<string, object> = new Map<string, object>([
  [credentialsContext, baseContext],
  [credentialsV1Context, oldContext],
  [bbsPlusContext, bbsPlusContextDocument],
  [velumContext, { '@context': { '@version': 1.1, '@vocab': vocabulary } }],
])

/** What a type or claim name of a template expands to. */
export function vocabularyIri(name: string): string {
  return `${vocabulary}${name}`
}

/** Whether a template may not use a name: the base context gives it a meaning somewhere, one of the older suite's
 *  contexts at its top, or it is a member of every JavaScript object. */
export function isReservedName(name: string): boolean {
  return name in Object.prototype || baseTerms.has(name) || oldTerms.has(name)
}

const baseTerms: ReadonlySet<string> = new Set(termsOf(baseContext))
// Of the older contexts only what stands outside of a type's own context reaches a subject.
const oldTerms: ReadonlySet<string> = new Set(
  [oldContext, bbsPlusContextDocument].flatMap((document) => Object.keys(document['@context'])),
)

// Terms nest: a term may carry a context of its own for what stands below it.
function termsOf(value: object): string[] {
  const context = '@context' in value ? value['@context'] : undefined
  if (typeof context !== 'object' || context === null) return []
  return Object.entries(context).flatMap(([term, definition]) => [
    term,
    ...(typeof definition === 'object' && definition !== null ? termsOf(definition) : []),
  ])
}
