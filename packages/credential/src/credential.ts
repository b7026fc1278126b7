import type { Did } from '@velum/did'
import { proofKind } from './bbs-2023-proof-value.ts'
import { bbsPlusSuite } from './bbs-plus/bbs-plus-credential.ts'
import {
  bbsPlusBaseProofProblem,
  bbsPlusShapeProblem,
  hasBbsPlusContexts,
  saysBbsPlus,
} from './bbs-plus/bbs-plus-shape.ts'
import { isBindingMember } from './binding/binding-member.ts'
import { vocabularyIri } from './contexts.ts'
import { CredentialError } from './credential-error.ts'
import { credentialShapeProblem, hasCredentialContexts, proofShapeProblem } from './credential-shape.ts'
import type { HeldCredential } from './credential-suite.ts'
import { copyJsonObject } from './json-object.ts'

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

/** Parses what a wallet stored or received, and copies it. Throws CredentialError 'credential-invalid' and
 *  'unknown-context'. Does not verify the proof: `verifyIssued` does. */
export function parseCredential(json: unknown): HeldCredential {
  const credential = copyJsonObject(json)
  if (credential === undefined) throw invalid('A credential is a JSON object.')
  const bbsPlus = saysBbsPlus(credential)
  if (!(bbsPlus ? hasBbsPlusContexts(credential) : hasCredentialContexts(credential))) {
    throw new CredentialError(
      'unknown-context',
      'This credential asks for other contexts than the ones we ship.',
    )
  }
  const problem = bbsPlus
    ? (bbsPlusShapeProblem(credential, { shown: false }) ?? bbsPlusBaseProofProblem(credential.proof))
    : (credentialShapeProblem(credential) ?? proofShapeProblem(credential.proof))
  if (problem !== undefined) {
    throw invalid(`This is not a credential of ours: "${problem.member}" is ${problemWords[problem.reason]}.`)
  }
  const { type, cryptosuite, proofValue } = credential.proof as Record<string, string>
  if (
    bbsPlus ? type !== bbsPlusSuite : cryptosuite !== 'bbs-2023' || proofKind(proofValue ?? '') !== 'base'
  ) {
    throw invalid('This credential does not have the proof of a credential as issued.')
  }
  return credential as unknown as HeldCredential
}

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

const problemWords = {
  malformed: 'missing or malformed',
  'unexpected-member': 'one member too many',
} as const

function invalid(message: string): CredentialError {
  return new CredentialError('credential-invalid', message)
}
