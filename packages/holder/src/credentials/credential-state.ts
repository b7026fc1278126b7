import { credentialBody } from '@velum/credential'
import type { CredentialState } from './credential-card.ts'
import type { StoredCredential } from './stored-credential.ts'

/** An answer of the status list counts for a day, as verifiers count it. */
const statusLifeMs = 86_400_000

/** What the wallet knows of a credential at a moment, without asking anybody. A revocation outlasts everything. */
export function credentialState(stored: StoredCredential, now: Date): CredentialState {
  const { credential, status } = stored
  if (status?.outcome === 'revoked') return 'revoked'
  const { validFrom, validUntil } = credentialBody(credential)
  if (now.getTime() < Date.parse(validFrom)) return 'not-yet-valid'
  if (now.getTime() >= Date.parse(validUntil)) return 'expired'
  if (credential.credentialStatus === undefined) return 'valid'
  const known = status !== undefined && now.getTime() - Date.parse(status.checkedAt) < statusLifeMs
  return known ? 'valid' : 'unknown'
}
