import type { Checklist } from './checklist.ts'

interface Request {
  /** The nonce of the verifier's own request. */
  challenge: string
  /** The verifier's own full client id. */
  domain: string
}

/** Checks that what a proof of a presentation says of its request is what the verifier asked. */
export function checkRequest(checks: Checklist, proof: Request, { challenge, domain }: Request): void {
  checks.check({
    name: 'challenge',
    passed: proof.challenge === challenge,
    reason: 'wrong-challenge',
    expected: challenge,
    actual: proof.challenge,
  })

  checks.check({
    name: 'audience',
    passed: proof.domain === domain,
    reason: 'wrong-audience',
    expected: domain,
    actual: proof.domain,
  })
}
