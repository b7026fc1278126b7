import type { Did } from '@velum/did'
import type { Claims, StatusEntry } from './credential.ts'
import type { CredentialSuite } from './credential-suite.ts'

/** Every check of a verification by name. */
export type CheckName =
  | 'presentation-members'
  | 'presentation-context'
  | 'presentation-proof-count'
  | 'presentation-proof'
  | 'presentation-cryptosuite'
  | 'challenge'
  | 'audience'
  | 'holder-key'
  | 'holder-signature'
  | 'credential-context'
  | 'credential-members'
  | 'proof-count'
  | 'proof-members'
  | 'cryptosuite'
  | 'proof-kind'
  | 'proof-created'
  | 'proof-encoding'
  | 'proof-length'
  | 'proof-scalars'
  | 'mandatory-indexes'
  | 'selective-indexes'
  | 'index-count'
  | 'label-map'
  | 'presentation-header'
  | 'trusted-issuer'
  | 'template'
  | 'template-constants'
  | 'claims'
  | 'valid-from'
  | 'valid-until'
  | 'issuer-key'
  | 'signature'
  | 'always-disclosed'
  | 'statements'
  | 'status'

/** One thing that was looked at. `compared` never holds a claim. */
export interface Check {
  readonly name: CheckName
  readonly passed: boolean
  /** Position of the credential in the presentation; absent for checks of the presentation itself. */
  readonly credential?: number
  readonly compared: { readonly expected?: string; readonly actual?: string }
}

/** Why a presentation or a credential was refused: the first check that failed. */
export type RejectionReason =
  | 'malformed'
  | 'unexpected-member'
  | 'unknown-context'
  | 'proof-count'
  | 'wrong-cryptosuite'
  | 'wrong-challenge'
  | 'wrong-audience'
  | 'wrong-presentation-header'
  | 'holder-key-invalid'
  | 'holder-proof-invalid'
  | 'base-proof-presented'
  | 'derived-proof-received'
  | 'proof-malformed'
  | 'indexes-not-ascending'
  | 'indexes-out-of-range'
  | 'label-map-invalid'
  | 'issuer-untrusted'
  | 'issuer-unknown'
  | 'issuer-unreachable'
  | 'issuer-key-unknown'
  | 'chain-unreachable'
  | 'proof-invalid'
  | 'not-yet-valid'
  | 'expired'
  | 'template-mismatch'
  | 'claims-invalid'
  | 'statements-differ'
  | StatusRejection

/** Why a status could not be accepted. */
export type StatusRejection =
  | 'revoked'
  | 'status-unavailable'
  | 'status-not-anchored'
  | 'status-mismatch'
  | 'status-too-old'
  | 'status-invalid'
  | 'chain-unreachable'

/** What a verifier may rely on after it accepted a credential. */
export interface VerifiedCredential {
  /** Of its proof. `BbsBlsSignature2020` is superseded, and nothing ties such a credential to its holder. */
  readonly suite: CredentialSuite
  readonly issuer: Did
  readonly template: { readonly id: string; readonly digest: string }
  readonly type: string
  /** Only what was disclosed; optional claims that the credential pads as absent are left out. */
  readonly claims: Claims
  readonly validFrom: string
  readonly validUntil: string
  readonly status?: StatusEntry
}

export interface Rejected {
  readonly accepted: false
  readonly reason: RejectionReason
  readonly checks: readonly Check[]
}

/** `holderBinding: 'none'`: the proofs are fresh and made for this audience, yet whoever holds a copy of the
 *  credential could have made them. */
export interface AcceptedPresentation {
  readonly accepted: true
  readonly credentials: readonly VerifiedCredential[]
  readonly holderBinding: 'none'
  readonly checks: readonly Check[]
}

export interface AcceptedCredential {
  readonly accepted: true
  readonly credential: VerifiedCredential
  readonly checks: readonly Check[]
}

export type Verdict = AcceptedPresentation | Rejected
export type IssuedVerdict = AcceptedCredential | Rejected
