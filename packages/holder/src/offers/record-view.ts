import type { LocalizedText } from '@velum/credential'
import type { AuthorityView } from '../bindings/authority-view.ts'
import type { ClaimView } from '../credentials/claim-view.ts'
import type { IssuerSummary } from '../credentials/issuer-summary.ts'

/** The identity record that will be sealed with a bound credential: what the holder confirms and signs before the
 *  issuer issues anything. Whether it says the truth only the holder can tell. */
export interface RecordView {
  /** Names the registration that waits for the holder; void when the wallet is closed. */
  readonly id: string
  /** Of the credential that comes with it. */
  readonly title: LocalizedText
  readonly issuer: IssuerSummary
  /** All that is sealed, in the template's order. */
  readonly claims: readonly ClaimView[]
  /** Rises with each record of a person. */
  readonly recordVersion: number
  /** Who together could open it. Issuer and holder can always open theirs. Absent when the issuer seals for nobody. */
  readonly authority?: AuthorityView
  /** The day that the holder signs for, as `YYYY-MM-DD`. */
  readonly date: string
  /** Whether the issuer puts sealed records on the chain at all: if not, there is no such choice to offer. */
  readonly mayPublish: boolean
  /** There when the record was confirmed before and the answer got lost: the issuer may have acted on it, so it is asked
   *  again with this very choice. */
  readonly confirmedWith?: { readonly publish: boolean }
}

/** In this order. */
export type ConfirmBindingStep = 'registering' | 'requesting' | 'checking' | 'storing'

export interface ConfirmBindingOptions {
  readonly view: RecordView
  /** Whether the issuer may put the sealed record on the chain, where it stays for ever and everybody may copy it:
   *  nobody can ever take it back, and it opens to whoever learns the registration point, the authority by an opening
   *  or anybody should the cryptography fall one day. Without it the chain holds only a fingerprint of it, among those
   *  of others. Issuer and holder can always open it, published or not. */
  readonly publish: boolean
  /** Another certified key's signature over `recordToSign`, when the holder has one (an eID, say): then the record is
   *  not the issuer's word alone. */
  readonly independent?: IndependentSignature
  readonly onProgress?: (step: ConfirmBindingStep) => void
}

export interface IndependentSignature {
  /** X.509, DER. */
  readonly certificate: Uint8Array
  readonly signature: Uint8Array
}
