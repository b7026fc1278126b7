import { checkPeriod } from './check-credential.ts'
import type { Checklist } from './checklist.ts'
import { credentialClaims } from './credential.ts'
import type { CredentialBody } from './credential-suite.ts'
import type { Template } from './template.ts'
import { templateDigest } from './template-hash.ts'
import { subjectMembers } from './template-layout.ts'
import { validateClaims } from './validate-claims.ts'

interface CheckBodyOptions {
  readonly template: Template
  readonly now: () => Date
  /** The issuer it must come from, where the wallet knows it. */
  readonly issuer?: string
}

/** Checks that a credential comes from its issuer, is of a template with every claim of it, there or padded, in its order,
 *  and is in its period. */
export function checkIssuedBody(
  checks: Checklist,
  credential: CredentialBody,
  { template, now, issuer = credential.issuer }: CheckBodyOptions,
): void {
  checks.check({
    name: 'trusted-issuer',
    passed: credential.issuer === issuer,
    reason: 'issuer-untrusted',
    expected: issuer,
    actual: credential.issuer,
  })

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

  checkPeriod(checks, credential, now())
}

/** Checks that what is signed is what the template lays out, statement for statement. */
export function checkIssuedStatements(
  checks: Checklist,
  statements: readonly string[],
  layout: readonly string[],
): void {
  checks.check({
    name: 'statements',
    passed: sameList(statements, layout),
    reason: 'statements-differ',
    expected: `the template's ${layout.length} statements in its order`,
    actual: `${statements.length} statements`,
  })
}

/** Whether two lists hold the same texts in the same order. */
export function sameList(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((item, position) => item === second[position])
}
