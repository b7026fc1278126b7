import type { Checklist } from '../checklist.ts'
import type { CredentialSuite } from '../credential-suite.ts'
import type { JsonObject } from '../json-object.ts'
import {
  bbsPlusProofType,
  bbsPlusSuite,
  type ShownBbsPlusCredential,
  type SignedBbsPlusCredential,
} from './bbs-plus-credential.ts'
import {
  bbsPlusBaseProofProblem,
  bbsPlusContexts,
  bbsPlusDerivedProofProblem,
  bbsPlusShapeProblem,
  hasBbsPlusContexts,
} from './bbs-plus-shape.ts'

interface CheckShapeOptions {
  json: JsonObject
  /** Which suites are taken. */
  suites: readonly CredentialSuite[]
}

/** Checks that a document is, member for member, a credential of this suite as issued. */
export function checkBbsPlusIssued(checks: Checklist, options: CheckShapeOptions): SignedBbsPlusCredential {
  checkShape(checks, options, 'issued')
  return options.json as unknown as SignedBbsPlusCredential
}

/** Checks that a document is, member for member, a credential of this suite as shown. */
export function checkBbsPlusShown(checks: Checklist, options: CheckShapeOptions): ShownBbsPlusCredential {
  checkShape(checks, options, 'shown')
  return options.json as unknown as ShownBbsPlusCredential
}

function checkShape(checks: Checklist, { json, suites }: CheckShapeOptions, form: 'issued' | 'shown'): void {
  const { type, created } = json.proof as JsonObject
  checks.check({
    name: 'cryptosuite',
    passed: suites.includes(bbsPlusSuite),
    reason: 'wrong-cryptosuite',
    expected: suites.join(' '),
    actual: bbsPlusSuite,
  })

  const wanted = form === 'shown' ? bbsPlusProofType : bbsPlusSuite
  const unwanted = form === 'shown' ? bbsPlusSuite : bbsPlusProofType
  checks.check({
    name: 'proof-kind',
    passed: type === wanted,
    reason:
      type !== unwanted
        ? 'wrong-cryptosuite'
        : form === 'shown'
          ? 'base-proof-presented'
          : 'derived-proof-received',
    expected: wanted,
    actual: String(type),
  })

  checks.check({
    name: 'credential-context',
    passed: hasBbsPlusContexts(json),
    reason: 'unknown-context',
    expected: JSON.stringify(bbsPlusContexts),
    actual: JSON.stringify(json['@context']),
  })

  const problem = bbsPlusShapeProblem(json, { shown: form === 'shown' })
  checks.check({
    name: 'credential-members',
    passed: problem === undefined,
    reason: problem?.reason ?? 'malformed',
    actual: problem?.member,
  })

  const proofProblem =
    form === 'shown' ? bbsPlusDerivedProofProblem(json.proof) : bbsPlusBaseProofProblem(json.proof)
  checks.check({
    name: 'proof-members',
    passed: proofProblem === undefined,
    reason: proofProblem?.reason ?? 'malformed',
    actual: proofProblem?.member,
  })

  // Derived proofs keep it, so any other time would be a name.
  checks.check({
    name: 'proof-created',
    passed: created === json.issuanceDate,
    reason: 'statements-differ',
    expected: String(json.issuanceDate),
    actual: String(created),
  })
}
