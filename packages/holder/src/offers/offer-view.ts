import type { CredentialSuite, LocalizedText } from '@velum/credential'
import type { CredentialOffer, IssuerMetadata, TxCodeRequest } from '@velum/exchange'
import type { CredentialCard } from '../credentials/credential-card.ts'
import type { RecordView } from './record-view.ts'

/** What a holder should see before accepting. */
export interface OfferView {
  readonly issuer: {
    /** The issuer's own word about itself: show the host beside it. */
    readonly name: LocalizedText
    readonly host: string
    readonly url: string
  }
  /** One for each kind of credential in the offer. */
  readonly offered: readonly OfferedCredential[]
  /** Present when the holder must type a code that came by another way. */
  readonly txCode?: TxCodeRequest
  /** What was read, for `acceptOffer`. The offer contains a secret, so it is neither shown nor kept. */
  readonly offer: CredentialOffer
  readonly metadata: IssuerMetadata
}

export interface OfferedCredential {
  readonly configurationId: string
  /** Absent when the issuer does not name its configurations as we do. */
  readonly template?: { readonly name: string; readonly version: number }
  readonly title: LocalizedText
  /** What it will be signed in. */
  readonly suite: CredentialSuite
  /** Whether it will be bound to this wallet; the holder then confirms a record before it is issued. */
  readonly bound: boolean
  readonly claims: readonly {
    readonly name: string
    readonly label: LocalizedText
    readonly mandatory: boolean
  }[]
}

/** In this order. */
export type AcceptOfferStep = 'authorizing' | 'requesting' | 'checking' | 'storing'

export interface AcceptOfferOptions {
  readonly view: OfferView
  readonly txCode?: string
  readonly onProgress?: (step: AcceptOfferStep) => void
}

export interface AcceptedOffer {
  /** What was stored. */
  readonly credentials: readonly ReceivedCredential[]
  /** The record that the holder must look at and confirm (`confirmBinding`) before the bound credential of the offer is
   *  issued. Nothing of that credential is there yet. */
  readonly toConfirm?: RecordView
}

export interface ReceivedCredential {
  readonly card: CredentialCard
  /** The very same credential was here before; nothing was added. */
  readonly alreadyHeld: boolean
}
