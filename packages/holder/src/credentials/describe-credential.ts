import {
  type Claims,
  credentialBody,
  credentialClaims,
  credentialSuite,
  type Template,
} from '@velum/credential'
import type { SealedRecordView } from '../records/sealed-record-view.ts'
import type { ClaimView } from './claim-view.ts'
import type { CredentialCard, CredentialDetail } from './credential-card.ts'
import { credentialState } from './credential-state.ts'
import type { StoredCredential } from './stored-credential.ts'

export function describeCard(id: string, stored: StoredCredential, now: Date): CredentialCard {
  const { credential, template, issuer, receivedAt, status, statusProblem } = stored
  const { validFrom, validUntil } = credentialBody(credential)
  return {
    id,
    title: template.title,
    issuer: { did: credential.issuer, ...issuer },
    template: { name: template.name, version: template.version, type: template.type },
    ...(template.appearance && { hue: template.appearance.hue }),
    validFrom,
    validUntil,
    receivedAt,
    state: credentialState(stored, now),
    suite: credentialSuite(credential),
    bound: template.binding !== undefined,
    ...(status && { statusCheckedAt: status.checkedAt }),
    ...(statusProblem && { statusProblem }),
  }
}

export function describeDetail(
  id: string,
  stored: StoredCredential,
  record: SealedRecordView | undefined,
  now: Date,
): CredentialDetail {
  return {
    ...describeCard(id, stored, now),
    claims: describeClaims(stored, stored.template.order),
    alwaysDisclosed: stored.template.alwaysDisclosed,
    ...(record && { record }),
    document: stored.credential,
  }
}

/** The named claims that the credential has, in the template's order. */
export function describeClaims(
  { credential, template }: StoredCredential,
  names: readonly string[],
): ClaimView[] {
  return labelledClaims(template, credentialClaims(credential), names)
}

/** The named ones of some claims, under the template's labels and in its order. */
export function labelledClaims(template: Template, claims: Claims, names: readonly string[]): ClaimView[] {
  return template.order.flatMap((name) => {
    const value = claims[name]
    if (value === undefined || !names.includes(name)) return []
    return [{ name, label: template.labels[name] ?? { en: name, zh: name }, value }]
  })
}
