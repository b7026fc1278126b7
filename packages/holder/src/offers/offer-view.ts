import type { CredentialOffer, LocalizedText } from '@velum/exchange'
import type { CredentialCard } from '../credentials/credential-card.ts'

/** What a holder should see before accepting. */
export interface OfferView {
  readonly issuer: {
    /** The issuer's own word about itself. */
    readonly name: LocalizedText
    readonly host: string
    readonly url: string
  }
  /** One for each kind of credential in the offer. */
  readonly offered: readonly OfferedCredential[]
  /** Present when the holder must type a code that came by another way. */
  readonly txCode?: {
    readonly inputMode: 'numeric' | 'text'
    readonly length?: number
    readonly description?: string
  }
  /** The parsed offer: `acceptOffer` needs it. It contains a secret, so it is neither shown nor kept. */
  readonly offer: CredentialOffer
}

export interface OfferedCredential {
  readonly configurationId: string
  readonly title: LocalizedText
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
  readonly credentials: readonly CredentialCard[]
}
