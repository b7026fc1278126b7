import type { Checklist } from './checklist.ts'
import { credentialClaims } from './credential.ts'
import type { CredentialBody } from './credential-suite.ts'
import type { Template } from './template.ts'
import { templateDigest } from './template-hash.ts'
import { subjectMembers } from './template-layout.ts'
import { validateClaims } from './validate-claims.ts'

/** Checks that a credential is of a template and has every claim of it, there or padded, in its order. */
export function checkIssuedTemplate(checks: Checklist, credential: CredentialBody, template: Template): void {
  const digest = templateDigest(template)
  checks.check({
    name: 'template',
    passed: credential.credentialSchema.digestSRI === digest,
    reason: 'template-mismatch',
    expected: digest,
    actual: credential.credentialSchema.digestSRI,
  })

  const { type: subjectType, ...subject } = credential.credentialSubject
  const constants = [template.type, template.subjectType, template.validFrom, template.validUntil]
  const actual = [credential.type[1], subjectType, credential.validFrom, credential.validUntil]
  checks.check({
    name: 'template-constants',
    passed: sameList(actual, constants),
    reason: 'template-mismatch',
    expected: constants.join(' '),
    actual: actual.join(' '),
  })

  const padded = sameList(Object.keys(subject), subjectMembers(template))
  const problems = validateClaims(template, credentialClaims(credential))
  checks.check({
    name: 'claims',
    passed: padded && problems.length === 0,
    reason: 'claims-invalid',
    expected: 'every claim of the template in its order, absent optional ones empty',
    actual: problems.map(({ claim, code }) => `${claim}: ${code}`).join(' ') || undefined,
  })
}

/** Whether two lists hold the same texts in the same order. */
export function sameList(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((item, position) => item === second[position])
}
