import type { LocalizedText } from '@velum/credential'

/** What every page of a service needs of it. */
export interface ServiceFrame {
  readonly id: 'library' | 'market'
  readonly name: LocalizedText
  readonly menu: readonly { readonly path: string; readonly label: LocalizedText }[]
  readonly words: ServiceWords
  readonly offers: readonly Offer[]
  /** The page on which a request begins, by the request's name. */
  readonly startPages: Readonly<Record<string, string>>
}

/** What only this service would say. */
interface ServiceWords {
  readonly foot: LocalizedText
  readonly home: LocalizedText
  readonly lost: LocalizedText
  /** What it calls itself in the middle of a sentence. */
  readonly here: LocalizedText
  readonly accountLead: LocalizedText
  readonly depositTitle: LocalizedText
  readonly depositLead: LocalizedText
  readonly depositPurpose: LocalizedText
  readonly depositAction: LocalizedText
  readonly reserved: LocalizedText
}

/** Something that is lent against a deposit. */
export interface Offer {
  readonly reference: string
  readonly title: LocalizedText
  readonly text: LocalizedText
  /** In crowns, the invented money of this coast. */
  readonly deposit: number
  /** What the holder agrees to, word for word. */
  readonly promise: LocalizedText
}
