/** Where on the chain something happened. */
export interface Place {
  readonly blockNumber: number
  /** The block's time. */
  readonly at: Date
}

export interface Vote {
  /** The trustee's number, from 1. */
  readonly trustee: number
  /** Its address when it voted. */
  readonly account: string
  readonly place: Place
}

/** All that the chain says about one request to open. */
export interface OpeningRequest {
  readonly requestId: string
  readonly authority: string
  readonly epoch: number
  /** The address that asks. */
  readonly requester: string
  /** 32 octets each. */
  readonly presentationId: Uint8Array
  readonly basisHash: Uint8Array
  readonly requesterKey: Uint8Array
  /** How the holder can answer. */
  readonly answerTo: string
  readonly requested: Place
  /** From then on trustees approve, and until then. */
  readonly opensAt: Date
  readonly expiresAt: Date
  readonly approvals: readonly (Vote & { readonly partialHash: Uint8Array })[]
  readonly refusals: readonly (Vote & { readonly reasonHash: Uint8Array })[]
  readonly closed?: { readonly resultHash: Uint8Array; readonly place: Place }
}

export interface PublishedEpoch extends Place {
  readonly epoch: number
  /** 48 octets each: the key, and the trustees' verification shares in their order. */
  readonly key: Uint8Array
  readonly verificationShares: readonly Uint8Array[]
}

/** New shares of the same key. */
export interface PublishedRefresh extends Place {
  readonly epoch: number
  /** From 1; what was published with the key has 0. */
  readonly revision: number
  readonly verificationShares: readonly Uint8Array[]
}

export interface PublishedProfile extends Place {
  readonly profile: Uint8Array
}

/** A registration of a service, or its withdrawal. */
export type ServiceChange = Place & {
  readonly clientId: string
} & (
    | { readonly kind: 'registered'; readonly account: string; readonly until: Date }
    | { readonly kind: 'withdrawn' }
  )

/** An accreditation of an issuer, or its withdrawal. */
export type AccreditationChange = Place & {
  /** The address in the issuer's DID. */
  readonly identity: string
} & (
    | { readonly kind: 'accredited'; readonly name: string; readonly until: Date }
    | { readonly kind: 'withdrawn' }
  )

/** A change of an issuer's DID. */
export type IssuerChange = Place &
  (
    | { readonly kind: 'owner'; readonly owner: string }
    | { readonly kind: 'delegate' }
    | {
        readonly kind: 'attribute'
        readonly name: string
        readonly value: Uint8Array
        readonly validTo: Date
      }
  )

export interface AnchoredBatch extends Place {
  readonly epoch: number
  readonly root: Uint8Array
  readonly count: number
}

export interface HandoverToCheck {
  readonly authority: string
  readonly presentationId: Uint8Array
  readonly opener: string
  readonly until: Date
  readonly signature: Uint8Array
  /** The account that acts for the service. */
  readonly service: string
  readonly now: Date
}

interface RegisteredAuthority {
  readonly name: string
  readonly threshold: number
  /** How many requests an account makes in a period; periods begin at multiples since 1970. A snapshot has none. */
  readonly rules?: { readonly quota: number; readonly quotaPeriodSeconds: number }
}

/** What an inspection asks of the chain; `connectChain` of @velum/registry has it all, and so has a snapshot. Whole logs are read:
 *  a node must not learn whose presentation somebody looks at. */
export interface OpeningChain {
  readonly deployment: { readonly chainId: number }
  readonly openingRegistry: {
    /** Every request in a final block. */
    openings(options: { readonly blocks: 'final' }): Promise<readonly OpeningRequest[]>
    authority(id: string): Promise<RegisteredAuthority | undefined>
    epochs(id: string): Promise<readonly PublishedEpoch[]>
    refreshes(id: string): Promise<readonly PublishedRefresh[]>
    checkHandover(handover: HandoverToCheck): boolean
  }
  readonly trustRegistry: {
    /** Oldest first, as all logs. */
    verifierChanges(of?: { readonly clientId?: string }): Promise<readonly ServiceChange[]>
    accreditationChanges(of: { readonly identity: string }): Promise<readonly AccreditationChange[]>
    profiles(of: {
      readonly identity: string
      readonly templateHash: Uint8Array
    }): Promise<readonly PublishedProfile[]>
  }
  readonly didRegistry: { history(identity: string): Promise<readonly IssuerChange[]> }
  readonly escrowRegistry: { batches(identity: string): Promise<readonly AnchoredBatch[]> }
}
