import type { Template } from '@velum/credential'
import type { ClaimView } from '../credentials/claim-view.ts'
import type { StoredCredential } from '../credentials/stored-credential.ts'
import type { LinkabilityNote } from './request-view.ts'

/** Claims that identify one person by themselves, by the names that templates give them. */
const uniqueClaims = new Set([
  'residentNumber',
  'documentNumber',
  'personalNumber',
  'photoHash',
  'email',
  'phoneNumber',
])

/** What of an answer would let services recognise the holder, whatever the proof hides. */
export function linkabilityNotes(
  stored: StoredCredential,
  claims: readonly ClaimView[],
  /** Whether no other audience sees the place in the status list that this one would see. */
  placeOfItsOwn: boolean,
): LinkabilityNote[] {
  const notes: LinkabilityNote[] = []
  if (stored.credential.credentialStatus !== undefined) {
    notes.push({ code: placeOfItsOwn ? 'status-index-here' : 'status-index' })
  }
  for (const { name, label } of claims) {
    if (uniqueClaims.has(name)) notes.push({ code: 'unique-claim', claim: name, label })
    else if (mayBeRare(stored.template, name)) notes.push({ code: 'rare-claim', claim: name, label })
  }
  return notes
}

/** A choice from a list or a yes or no is shared by many; free text, a number or a date can be anybody's own. */
function mayBeRare(template: Template, claim: string): boolean {
  const schema = template.schema.properties[claim]
  return schema?.enum === undefined && schema?.type !== 'boolean'
}
