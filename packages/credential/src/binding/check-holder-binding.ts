import type { Checklist } from '../checklist.ts'
import { CredentialError } from '../credential-error.ts'
import { isJsonObject } from '../json-object.ts'
import type { Template } from '../template.ts'
import { templateDigest } from '../template-hash.ts'
import { isBound } from './binding-member.ts'
import { type BoundExpectations, expectNothing } from './expectations.ts'

interface CheckHolderBindingOptions {
  /** As they came. */
  credentials: readonly unknown[]
  extension: Uint8Array | undefined
  expected: BoundExpectations | undefined
  /** Templates that the verifier knows. */
  templates: readonly Template[]
}

/** Checks that there is a binding proof exactly where a credential is bound, and a bound credential wherever something is to be
 *  proved of one. Whatever the policy: a bound credential alone is what a thief has. Throws CredentialError 'authority-invalid'
 *  for expectations that ask for escrow to nobody. */
export function checkHolderBinding(checks: Checklist, options: CheckHolderBindingOptions): void {
  const { credentials, extension } = options
  const expected = options.expected ?? expectNothing(credentials.length)
  requireAuthority(expected)
  checks.check({
    name: 'credential-count',
    passed: expected.statements.length === credentials.length,
    reason: 'credential-count',
    expected: String(expected.statements.length),
    actual: String(credentials.length),
  })

  const digests = options.templates.filter(({ binding }) => binding !== undefined).map(templateDigest)
  const bound = credentials.map(saysBound)
  for (const [position, isBoundHere] of bound.entries()) {
    const isAsked = (expected.statements[position] ?? []).length > 0
    const mustBeBound = isAsked || digests.includes(digestOf(credentials[position]))
    checks.of(position).check({
      name: 'holder-binding',
      passed: isBoundHere ? extension !== undefined : !mustBeBound,
      reason: 'binding-missing',
      expected: isBoundHere ? 'a proof of its binding' : 'a bound credential',
    })
  }
  const boundCount = bound.filter((isBoundHere) => isBoundHere).length
  checks.check({
    name: 'same-holder',
    passed: !expected.sameHolder || boundCount >= 2,
    reason: 'binding-missing',
    expected: expected.sameHolder ? 'two bound credentials at least' : 'not asked',
    actual: String(boundCount),
  })
  checks.check({
    name: 'holder-binding',
    passed: extension === undefined || boundCount > 0,
    reason: 'binding-unexpected',
    expected: 'no binding proof',
  })
}

// Before its shape was checked: what claims to be bound, in whatever way, is no unbound credential.
function saysBound(credential: unknown): boolean {
  if (!isJsonObject(credential) || !isJsonObject(credential.credentialSubject)) return false
  return isBound({ credentialSubject: credential.credentialSubject })
}

function digestOf(credential: unknown): string {
  const schema = isJsonObject(credential) ? credential.credentialSchema : undefined
  return isJsonObject(schema) ? String(schema.digestSRI) : ''
}

function requireAuthority({ authority, statements }: BoundExpectations): void {
  if (authority !== null || !statements.flat().some(({ type }) => type === 'escrow')) return
  throw new CredentialError('authority-invalid', 'Escrow needs an authority: name its id and its epoch.')
}
