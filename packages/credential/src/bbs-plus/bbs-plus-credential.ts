import type { Did } from '@velum/did'
import type { CredentialSubject, StatusEntry, TemplateReference } from '../credential.ts'

/** The suite's name for a credential as issued; one that is shown has a proof of type `BbsBlsSignatureProof2020`. */
export const bbsPlusSuite = 'BbsBlsSignature2020'
export const bbsPlusProofType = 'BbsBlsSignatureProof2020'

/** Points to one bit of a status list. The data model 1.1 wants an id of its own for it. */
interface BbsPlusStatusEntry extends StatusEntry {
  /** `<list>#<index>` */
  readonly id: string
}

/** A credential of the data model 1.1, as the older ecosystem around this suite reads it. */
export interface UnsignedBbsPlusCredential {
  readonly '@context': readonly [string, string, string]
  /** `<list>/<index>`: says nothing that the status entry does not say, and leaves the subject as the only blank node.
   *  With two of them their canonical labels, and so the order of statements, would tell holders apart. */
  readonly id: string
  readonly type: readonly ['VerifiableCredential', string]
  readonly issuer: Did
  /** The period of the template's version, the same for all holders. */
  readonly issuanceDate: string
  readonly expirationDate: string
  readonly credentialSchema: TemplateReference
  readonly credentialStatus: BbsPlusStatusEntry
  readonly credentialSubject: CredentialSubject
}

/** What both proofs of this suite say and sign beside their value. */
export interface BbsPlusProofOptions {
  /** The suite demands it and a derived proof keeps it; it is `issuanceDate`, so that it tells nobody apart. */
  readonly created: string
  readonly verificationMethod: string
  readonly proofPurpose: 'assertionMethod'
}

interface BbsPlusBaseProof extends BbsPlusProofOptions {
  readonly type: typeof bbsPlusSuite
  /** Base64 of the signature. */
  readonly proofValue: string
}

interface BbsPlusDerivedProof extends BbsPlusProofOptions {
  readonly type: typeof bbsPlusProofType
  /** Base64 of the proof. */
  readonly proofValue: string
  /** Base64 of what binds it to one request. */
  readonly nonce: string
}

export interface SignedBbsPlusCredential extends UnsignedBbsPlusCredential {
  readonly proof: BbsPlusBaseProof
}

export interface ShownBbsPlusCredential extends UnsignedBbsPlusCredential {
  readonly proof: BbsPlusDerivedProof
}

/** Whether a credential that was inspected is of this suite. */
export function isShownBbsPlus(credential: {
  readonly proof: { readonly type: string }
}): credential is ShownBbsPlusCredential {
  return credential.proof.type === bbsPlusProofType
}

declare const bbsPlusBrand: unique symbol
declare const derivedBbsPlusBrand: unique symbol

/** What a holder keeps: all claims under a BBS+ signature. It is secret and never shown. */
export type BbsPlusCredential = SignedBbsPlusCredential & { readonly [bbsPlusBrand]: 'BbsPlusCredential' }

/** What a holder shows: chosen claims under a derived BBS+ proof. */
export type DerivedBbsPlusCredential = ShownBbsPlusCredential & {
  readonly [derivedBbsPlusBrand]: 'DerivedBbsPlusCredential'
}

/** The credential's own address and its status entry's, both of which follow from the place in the list. */
export function bbsPlusIds(list: string, index: string): { credential: string; status: string } {
  return { credential: `${list}/${index}`, status: `${list}#${index}` }
}
