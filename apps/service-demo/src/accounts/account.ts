/** Everything that a service keeps of a visitor who has no name here. */
export interface Account {
  /** base64url; the visitor's at this service alone. */
  readonly pseudonym: string
  /** ISO 8601. */
  readonly firstVisit: string
  readonly visits: number
  /** What the visitor wants to be called. */
  readonly nickname?: string
  readonly deposits: readonly Deposit[]
  /** Presentations that were counted already: a page that is loaded again is no other visit. The newest last. */
  readonly presentations: readonly string[]
}

/** Something that was lent against a sealed name. */
interface Deposit {
  /** Of the offer. */
  readonly reference: string
  readonly presentationId: string
  readonly at: string
}
