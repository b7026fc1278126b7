import { vocabularyIri } from '../contexts.ts'
import type { Template } from '../template.ts'
import type { UnsignedBbsPlusCredential } from './bbs-plus-credential.ts'

// What every credential of a template has in common in this suite, which shuffles nothing: the order of statements is that of
// their text, so it must not depend on what they say.

/** Subject and predicate of every statement of the document, in the order in which statements are signed. */
export function bbsPlusLayout(template: Template): string[] {
  const credential = ['Schema', 'Status', 'Subject'].map((name) => `credential${name}`)
  const terms = [...credential, 'expirationDate', 'issuanceDate', 'issuer'].toSorted()
  const status = ['statusListCredential', 'statusListIndex', 'statusPurpose']
  return [
    `<status> ${isA}`,
    ...status.map((term) => `<status> <${vocabularyIri(term)}>`),
    // The template's type and 'VerifiableCredential'.
    ...[`<credential> ${isA}`, `<credential> ${isA}`],
    ...terms.map((term) => `<credential> <https://www.w3.org/2018/credentials#${term}>`),
    `<template> ${isA}`,
    `<template> <${vocabularyIri('digestSRI')}>`,
    `_:c14n0 ${isA}`,
    ...template.order.map((claim) => `_:c14n0 <${vocabularyIri(claim)}>`).toSorted(),
  ]
}

/** Subject and predicate of given statements, the addresses of a credential replaced by words. */
export function bbsPlusLayoutOf(
  statements: readonly string[],
  credential: UnsignedBbsPlusCredential,
): string[] {
  const names = new Map([
    [`<${credential.credentialStatus.id}>`, '<status>'],
    [`<${credential.id}>`, '<credential>'],
    [`<${credential.credentialSchema.id}>`, '<template>'],
  ])
  return statements.map((statement) => {
    const [subject = '', predicate = ''] = statement.split(' ', 2)
    return `${names.get(subject) ?? subject} ${predicate}`
  })
}

const isA = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
