import type { Binding } from '@velum/binding'
import type { Did } from '@velum/did'
import type { AuthorityEpoch } from './binding/authority-source.ts'
import type { KeptPoints } from './binding/kept-points.ts'
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
  | 'holder-binding'
  | 'same-holder'
  | 'binding-proof'
  | 'binding-encoding'
  | 'credential-count'
  | 'credential-distinct'
  | 'bound-sources'
  | 'bound-template'
  | 'authority'
  | 'authority-epoch'
  | 'profile'
  | 'profile-authority'
  | 'binding-numbers'
  | 'link-hidden'
  | 'proof-statements'
  | 'binding'
  | 'transcript'

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
  | BindingRejection
  | StatusRejection

/** Why a binding could not be accepted. */
export type BindingRejection =
  /** A bound credential without the proof that its holder shows it, or none where one was asked for. */
  | 'binding-missing'
  /** Such a proof where no credential is bound. */
  | 'binding-unexpected'
  | 'binding-malformed'
  /** A statement that was asked for is not proved, or one more is. */
  | 'statement-missing'
  /** The hidden value that links credential and binding is shown. */
  | 'link-disclosed'
  | 'binding-invalid'
  /** Other credentials than those that were asked for. */
  | 'credential-count'
  /** One and the same credential in two places, or two that nothing shown tells apart where one holder must have both. */
  | 'credential-repeated'
  /** The verifier was not given the template of a bound credential. */
  | 'template-unknown'
  /** The chain has no profile for this template under this key. */
  | 'profile-unpublished'
  /** It has one, and another has taken its place since. */
  | 'profile-stale'
  | 'authority-unknown'
  /** The binding names another authority than the one that was asked for. */
  | 'authority-mismatch'
  | 'epoch-stale'
  /** The proof was made for another request, or about other things than the verifier sees. */
  | 'transcript-mismatch'
  | 'chain-unreachable'

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
  /** The issuer's BLS key that signed it, as a Multikey. */
  readonly issuerKey: string
  /** There where the credential is bound to its holder, and the holder has shown it: the published profile that it fits. */
  readonly bound?: { readonly profile: Uint8Array }
}

/** What one service knows a holder by: the same whenever the holder comes back, and another one everywhere else. */
export interface Pseudonym {
  readonly label: string
  /** A point of G1, 48 octets, in base64url. */
  readonly pseudonym: string
}

export interface Rejected {
  readonly accepted: false
  readonly reason: RejectionReason
  readonly checks: readonly Check[]
}

/** `holderBinding: 'none'`: the proofs are fresh and made for this audience, yet of one credential at least whoever holds a copy
 *  could have made them. `'possession'`: whoever made them knows the secrets that every credential is bound to. */
export interface AcceptedPresentation {
  readonly accepted: true
  readonly credentials: readonly VerifiedCredential[]
  readonly holderBinding: 'none' | 'possession'
  /** What evidence and openings call it: 32 bytes in lower-case hex after `0x`. There where a credential is bound. */
  readonly presentationId?: string
  /** Of each credential, in the order in which they were asked for. */
  readonly pseudonyms: readonly (readonly Pseudonym[])[]
  /** There where one was asked for: who together can open it, and of which credentials. */
  readonly escrow?: AcceptedEscrow
  readonly checks: readonly Check[]
}

export interface AcceptedEscrow {
  readonly authority: AuthorityEpoch
  /** Positions of the credentials whose holder's registration point is sealed inside. */
  readonly credentials: readonly number[]
}

export interface AcceptedCredential {
  readonly accepted: true
  readonly credential: VerifiedCredential
  /** What the wallet keeps beside a bound credential. */
  readonly binding?: Binding
  /** What it may keep to present faster. */
  readonly kept?: KeptPoints
  readonly checks: readonly Check[]
}

export type Verdict = AcceptedPresentation | Rejected
export type IssuedVerdict = AcceptedCredential | Rejected
