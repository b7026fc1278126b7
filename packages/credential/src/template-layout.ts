import { bindingMember, boundMember } from './binding/binding-member.ts'
import { vocabularyIri } from './contexts.ts'
import type { Template } from './template.ts'

// What every credential of a template has in common, so that nothing a derived proof always shows tells two holders
// apart. An issuer signs no other layout and a wallet accepts no other.

/** The parts every presentation shows, as JSON pointers. */
export function mandatoryPointers(template: Template, { withStatus }: { withStatus: boolean }): string[] {
  return [
    '/issuer',
    '/validFrom',
    '/validUntil',
    '/credentialSchema',
    ...(withStatus ? ['/credentialStatus'] : []),
    '/credentialSubject/type',
    ...template.alwaysDisclosed.map(claimPointer),
    ...(template.binding === undefined ? [] : [claimPointer(boundMember)]),
  ]
}

/** How many claims a template may have. */
export const maximumClaims = 200

export function claimPointer(claim: string): string {
  return `/credentialSubject/${claim}`
}

/** Subject and predicate of every statement, in the order in which statements are signed. */
export function statementLayout(template: Template, { withStatus }: { withStatus: boolean }): string[] {
  const credential = ['credentialSchema', 'credentialSubject', 'issuer', 'validFrom', 'validUntil']
  const status = ['statusListCredential', 'statusListIndex', 'statusPurpose']
  return [
    `${schemaNode} <${credentials}digestSRI>`,
    `${schemaNode} ${isA}`,
    // 'VerifiableCredential' and the template's type.
    ...[`_:b0 ${isA}`, `_:b0 ${isA}`],
    ...credential.map((term) => `_:b0 <${credentials}${term}>`),
    `_:b1 ${isA}`,
    ...subjectMembers(template).map(subjectStatement),
    ...(withStatus
      ? [
          `_:b0 <${credentials}credentialStatus>`,
          `_:b2 ${isA}`,
          ...status.map((term) => `_:b2 <https://www.w3.org/ns/credentials/status#${term}>`),
        ]
      : []),
  ].toSorted()
}

/** What the subject of every credential of a template has beside its type, in this order. */
export function subjectMembers({ order, binding }: Template): readonly string[] {
  return binding === undefined ? order : [...order, boundMember, bindingMember]
}

/** What of the subject a presentation need not show, in the order of its statements: they are the optional ones. */
export function optionalMembers({ order, alwaysDisclosed, binding }: Template): string[] {
  const claims = order.filter((claim) => !alwaysDisclosed.includes(claim))
  const members = binding === undefined ? claims : [...claims, bindingMember]
  return members.toSorted((one, other) => (subjectStatement(one) < subjectStatement(other) ? -1 : 1))
}

/** Where, among the optional statements of a bound template's credentials, the hidden one stands that links the binding. */
export function linkIndexOf(template: Template): number {
  return optionalMembers(template).indexOf(bindingMember)
}

/** How the statement of a member of the subject begins. */
export function subjectStatement(member: string): string {
  return `_:b1 <${vocabularyIri(member)}>`
}

/** Subject and predicate of given statements, the template's address replaced by one word. */
export function layoutOf(statements: readonly string[]): string[] {
  return statements.map((statement) => {
    const [subject = '', predicate = ''] = statement.split(' ', 2)
    return `${subject.startsWith('<') ? schemaNode : subject} ${predicate}`
  })
}

/** How many statements no credential exceeds: the time a proof takes grows with them, and anybody may claim any number. */
export const maximumStatements = maximumClaims + 17

/** How many statements a credential without its proof makes. */
export function statementCount(credential: {
  credentialStatus?: unknown
  credentialSubject: object
}): number {
  const claims = Object.keys(credential.credentialSubject).length - 1
  return 10 + claims + (credential.credentialStatus === undefined ? 0 : 5)
}

const credentials = 'https://www.w3.org/2018/credentials#'
const isA = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'
// Sorts like an address: '<' comes before '_'.
const schemaNode = '<template>'
