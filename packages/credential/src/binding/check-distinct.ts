import { sameBytes } from '../bbs-2023-proof-value.ts'
import type { Checklist } from '../checklist.ts'
import type { SignedCredential } from '../credential.ts'
import { isBound } from './binding-member.ts'
import { documentHash } from './document-hash.ts'

/** Checks that no bound credential stands twice in a presentation, as far as that can be seen: by its place in a status list, or
 *  without one by all that is shown. Copies of a credential that have places of their own pass for several, so where they must have
 *  one holder any two must differ in issuer, template or a claim that both show: else one and its copy would do. */
export function checkDistinct(
  checks: Checklist,
  { credentials, sameHolder }: { credentials: readonly SignedCredential[]; sameHolder: boolean },
): void {
  const seen: SignedCredential[] = []
  for (const [position, credential] of credentials.entries()) {
    if (!isBound(credential)) continue
    checks.of(position).check({
      name: 'credential-distinct',
      passed: !seen.some((other) => isOne(credential, other) || (sameHolder && mayBeOne(credential, other))),
      reason: 'credential-repeated',
      expected: 'another credential than those before it',
    })
    seen.push(credential)
  }
}

function isOne(one: SignedCredential, other: SignedCredential): boolean {
  const [status, otherStatus] = [one.credentialStatus, other.credentialStatus]
  if (status === undefined || otherStatus === undefined) {
    return sameBytes(documentHash(one), documentHash(other))
  }
  return (
    status.statusListCredential === otherStatus.statusListCredential &&
    status.statusListIndex === otherStatus.statusListIndex
  )
}

function mayBeOne(one: SignedCredential, other: SignedCredential): boolean {
  const shown = new Map(Object.entries(other.credentialSubject))
  return (
    one.issuer === other.issuer &&
    one.credentialSchema.digestSRI === other.credentialSchema.digestSRI &&
    Object.entries(one.credentialSubject).every(([name, value]) => (shown.get(name) ?? value) === value)
  )
}
