import type { OpeningRecord } from '@velum/registry'

/** Whoever has a folder of `velum-authority`. */
export type Holder = 'market' | `trustee-${1 | 2 | 3 | 4 | 5}`

/** A card that waits for whoever opens the link in a wallet. */
export interface OfferedCard {
  readonly link: string
  /** What the visitor types. */
  readonly txCode: string
  /** Whom the card is about: somebody invented. */
  readonly name: string
  /** ISO 8601. */
  readonly expiresAt: string
}

/** What the market keeps of a visitor, as far as its clerk needs it here. */
export interface MarketAccount {
  readonly pseudonym: string
  readonly deposits: readonly { readonly presentationId: string; readonly at: string }[]
  /** The newest last; deposits among them. */
  readonly presentations: readonly string[]
}

/** The running parties that the guide leads past. It has no power of its own: what it does, it does as one of them. */
export interface GuideWorld {
  readonly urls: { readonly wallet: string; readonly market: string; readonly issuer: string }
  /** Path of `velum-authority`, for Node. */
  readonly program: string
  readonly deploymentFile: string
  readonly folders: Readonly<Record<Holder, { readonly path: string; readonly passphraseFile: string }>>
  /** Makes up a resident and offers a card bound to its holder. */
  offerCard(): Promise<OfferedCard>
  accounts(): Promise<readonly MarketAccount[]>
  /** The file for the trustees, as the market's software prepares it; undefined where the market has kept nothing. */
  prepareCase(
    presentationId: string,
    basis: { readonly name: string; readonly content: Uint8Array },
    answerTo: string,
  ): Promise<string | undefined>
  /** Every request for an opening of the authority, up to the last final block. */
  openings(): Promise<readonly OpeningRecord[]>
}
