import type { HeldCredential } from '@velum/credential'
import { digest } from '../digest.ts'

/** The wallet's own name for a credential, from what it says: the same credential, signed anew or sent twice, is one.
 *  It is shown to nobody. */
export function credentialId(credential: HeldCredential): string {
  const { issuer, credentialSchema, credentialStatus, credentialSubject } = credential
  return digest([
    issuer,
    credentialSchema.digestSRI,
    credentialStatus?.statusListCredential ?? null,
    credentialStatus?.statusListIndex ?? null,
    Object.entries(credentialSubject).sort(([left], [right]) => (left < right ? -1 : 1)),
  ])
}
