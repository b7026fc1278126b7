import type { Did } from '@velum/did'
import { isBindingMember } from './binding/binding-member.ts'
import { vocabularyIri } from './contexts.ts'

export type ClaimValue = string | number | boolean
export type Claims = Readonly<Record<string, ClaimValue>>

/** Points to one bit of a status list. (Bitstring Status List 1.0) */
export interface StatusEntry {
  readonly type: 'BitstringStatusListEntry'
  readonly statusPurpose: 'revocation'
  /** Decimal, as the specification wants it. */
  readonly statusListIndex: string
  readonly statusListCredential: string
}

/** The template a credential was made from: its address and the digest of its canonical JSON. */
export interface TemplateReference {
  readonly id: string
  readonly type: 'JsonSchema'
  readonly digestSRI: string
}

export interface CredentialProof {
  readonly type: 'DataIntegrityProof'
  readonly cryptosuite: 'bbs-2023'
  readonly verificationMethod: string
  readonly proofPurpose: 'assertionMethod'
  readonly proofValue: string
}

/** The claims under the type of their subject; '' stands for an optional claim that is absent. */
export type CredentialSubject = Readonly<Record<string, ClaimValue>> & { readonly type: string }

/** What is signed. */
export interface UnsignedCredential {
  readonly '@context': readonly [string, string]
  readonly type: readonly ['VerifiableCredential', string]
  readonly issuer: Did
  /** The period of the template's version, the same for all holders. */
  readonly validFrom: string
  readonly validUntil: string
  readonly credentialSchema: TemplateReference
  readonly credentialStatus?: StatusEntry
  readonly credentialSubject: CredentialSubject
}

declare const credentialBrand: unique symbol
declare const derivedBrand: unique symbol

export interface SignedCredential extends UnsignedCredential {
  readonly proof: CredentialProof
}

/** What a holder keeps: all claims under a base proof. It is secret and never shown. */
export type Credential = SignedCredential & { readonly [credentialBrand]: 'Credential' }

/** What a holder shows: chosen claims under a derived proof. */
export type DerivedCredential = SignedCredential & { readonly [derivedBrand]: 'DerivedCredential' }

/** The claims that a credential holds or shows; absent optional ones are left out. */
export function credentialClaims({
  credentialSubject,
}: Pick<UnsignedCredential, 'credentialSubject'>): Claims {
  // In what BBS+ shows the subject has an id, the same for everybody.
  const { type, id, ...members } = credentialSubject
  const claims = Object.entries(members).filter(([name, value]) => value !== '' && !isBindingMember(name))
  return Object.fromEntries(claims)
}

/** The fully expanded types, in order: what DCQL's `type_values` are compared with. */
export function typeIris({ type }: Pick<UnsignedCredential, 'type'>): string[] {
  return ['https://www.w3.org/2018/credentials#VerifiableCredential', vocabularyIri(type[1])]
}
