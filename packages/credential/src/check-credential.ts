import type { Checklist } from './checklist.ts'
import { credentialClaims, type SignedCredential } from './credential.ts'
import {
  credentialContexts,
  credentialShapeProblem,
  hasCredentialContexts,
  proofShapeProblem,
} from './credential-shape.ts'
import type { CredentialBody, CredentialSuite } from './credential-suite.ts'
import { isJsonObject } from './json-object.ts'
import type { VerifiedCredential } from './verdict.ts'

/** Checks that a document is, member for member, a credential of ours with one bbs-2023 proof, and that this suite is
 *  among those taken. */
export function checkCredentialShape(
  checks: Checklist,
  json: unknown,
  suites: readonly CredentialSuite[] = ['bbs-2023'],
): SignedCredential {
  const document = isJsonObject(json) ? json : {}
  checks.check({
    name: 'credential-context',
    passed: hasCredentialContexts(document),
    reason: isJsonObject(json) ? 'unknown-context' : 'malformed',
    expected: JSON.stringify(credentialContexts),
    actual: JSON.stringify(document['@context']),
  })

  const problem = credentialShapeProblem(document)
  checks.check({
    name: 'credential-members',
    passed: problem === undefined,
    reason: problem?.reason ?? 'malformed',
    actual: problem?.member,
  })

  const proofs = Array.isArray(document.proof) ? document.proof.length : 1
  checks.check({
    name: 'proof-count',
    passed: !Array.isArray(document.proof),
    reason: 'proof-count',
    expected: 'one proof',
    actual: String(proofs),
  })

  const proofProblem = proofShapeProblem(document.proof)
  checks.check({
    name: 'proof-members',
    passed: proofProblem === undefined,
    reason: proofProblem?.reason ?? 'malformed',
    actual: proofProblem?.member,
  })

  const credential = document as unknown as SignedCredential
  checks.check({
    name: 'cryptosuite',
    passed: credential.proof.cryptosuite === 'bbs-2023' && suites.includes('bbs-2023'),
    reason: 'wrong-cryptosuite',
    expected: suites.join(' '),
    actual: credential.proof.cryptosuite,
  })
  return credential
}

/** Checks that a moment is within a credential's period. */
export function checkPeriod(checks: Checklist, credential: CredentialBody, moment: Date): void {
  const { validFrom, validUntil } = credential
  checks.check({
    name: 'valid-from',
    passed: moment.getTime() >= Date.parse(validFrom),
    reason: 'not-yet-valid',
    expected: `from ${validFrom}`,
    actual: moment.toISOString(),
  })

  checks.check({
    name: 'valid-until',
    passed: moment.getTime() < Date.parse(validUntil),
    reason: 'expired',
    expected: `before ${validUntil}`,
    actual: moment.toISOString(),
  })
}

/** What one may rely on once every check has passed. */
export function summaryOf(
  credential: CredentialBody,
  issuerKey: string,
  suite: CredentialSuite = 'bbs-2023',
): VerifiedCredential {
  const { issuer, credentialSchema, credentialStatus, type, validFrom, validUntil } = credential
  return {
    suite,
    issuer,
    template: { id: credentialSchema.id, digest: credentialSchema.digestSRI },
    type: type[1],
    claims: credentialClaims(credential),
    validFrom,
    validUntil,
    ...(credentialStatus !== undefined && { status: credentialStatus }),
    issuerKey,
  }
}
