import type { Evidence } from './evidence.ts'

/** What a requester hands to the trustees, beside the request on chain. It holds what the visitor disclosed and why an opening is
 *  asked for; it is for the trustees alone. */
export interface OpeningCase {
  readonly version: 1
  readonly evidence: Evidence
  /** The document that the request rests on, such as a complaint or a warrant. The chain has the SHA-256 of salt and content. */
  readonly basis: {
    /** A file name, without folders. */
    readonly name: string
    /** base64url. */
    readonly content: string
    /** 32 random octets, base64url: without them, whoever guesses the document would find its request on the chain. */
    readonly salt: string
  }
  /** There where another than the service requests: the service's word that it may. */
  readonly handover?: Handover
}

/** That a service lets somebody request the opening of one of its presentations. */
export interface Handover {
  /** The address that requests, `0x…`. */
  readonly opener: string
  /** Until when, in seconds since 1970. */
  readonly until: number
  /** By the account that acts for the service on chain, 65 octets as `0x…`. */
  readonly signature: string
}
