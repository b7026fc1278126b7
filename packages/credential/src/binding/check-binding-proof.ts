import { decodeBase64Url } from '../base64.ts'
import { checkRequest } from '../check-request.ts'
import type { Checklist } from '../checklist.ts'
import { shapeProblem } from '../json-object.ts'
import type { BindingProof } from './bound-presentation.ts'

// What the most credentials with the most statements need is far below.
const maximumLength = 100_000

interface CheckBindingProofOptions {
  proof: BindingProof
  challenge: string
  domain: string
}

/** Checks that a binding proof is, member for member, one for this request, and returns the extension that it holds. */
export function checkBindingProof(checks: Checklist, options: CheckBindingProofOptions): Uint8Array {
  const { proof, challenge, domain } = options
  const isText = (value: unknown) => typeof value === 'string'
  const problem = shapeProblem(proof, {
    type: (value) => value === 'DataIntegrityProof',
    cryptosuite: isText,
    proofPurpose: (value) => value === 'authentication',
    challenge: isText,
    domain: isText,
    proofValue: isText,
  })
  checks.check({
    name: 'binding-proof',
    passed: problem === undefined,
    reason: problem?.reason ?? 'malformed',
    actual: problem?.member,
  })

  checkRequest(checks, proof, { challenge, domain })

  const { proofValue } = proof
  const isSpelled = proofValue.startsWith('u') && proofValue.length <= maximumLength
  return checks.need(isSpelled ? decodeBase64Url(proofValue.slice(1)) : undefined, {
    name: 'binding-encoding',
    reason: 'binding-malformed',
  })
}
