import type {
  OpeningRequest,
  Place,
  PublishedEpoch,
  PublishedRefresh,
  ServiceChange,
} from '../opening/opening-chain.ts'

/** Where something stands on the chain, as a finding names it. */
export interface LoggedPlace extends Place {
  readonly transactionHash: string
}

/** One ceremony as the chain tells it. */
export interface LoggedCeremony {
  /** From 1. */
  readonly ceremony: number
  readonly epoch: number
  readonly begun: LoggedPlace
  readonly broadcasts: readonly {
    readonly round: number
    readonly trustee: number
    readonly message: Uint8Array
  }[]
  readonly aborted?: {
    /** Number of the trustee that ended it; 0: the replacement of a trustee did. */
    readonly trustee: number
    readonly accused: number
    readonly evidence: Uint8Array
    readonly place: LoggedPlace
  }
  readonly published?: LoggedPlace
}

/** All that the chain says about one authority. */
export interface LoggedAuthority {
  readonly id: string
  readonly name: string
  readonly registered: LoggedPlace
  /** Those of the beginning, in the order of their numbers. */
  readonly trustees: readonly string[]
  readonly threshold: number
  readonly rules: {
    readonly delaySeconds: number
    readonly lifetimeSeconds: number
    readonly quota: number
    readonly quotaPeriodSeconds: number
    readonly retentionSeconds: number
  }
  readonly epochs: readonly (PublishedEpoch & LoggedPlace & { readonly dkgHash: Uint8Array })[]
  readonly refreshes: readonly (PublishedRefresh & LoggedPlace & { readonly dkgHash: Uint8Array })[]
  readonly replacements: readonly (LoggedPlace & {
    readonly trustee: number
    readonly from: string
    readonly to: string
    readonly nonce: number
  })[]
  readonly ceremonies: readonly LoggedCeremony[]
  /** Who said that it destroyed its shares of an epoch. */
  readonly destructions: readonly (LoggedPlace & { readonly epoch: number; readonly trustee: number })[]
}

/** A request, with the transactions in which things happened to it. */
export type LoggedOpening = Omit<OpeningRequest, 'requested' | 'approvals' | 'refusals' | 'closed'> & {
  readonly requested: LoggedPlace
  readonly approvals: readonly (OpeningRequest['approvals'][number] & { readonly place: LoggedPlace })[]
  readonly refusals: readonly (OpeningRequest['refusals'][number] & { readonly place: LoggedPlace })[]
  readonly closed?: NonNullable<OpeningRequest['closed']> & { readonly place: LoggedPlace }
}

/** What an audit replays: whole logs up to a final block, in the chain's order. */
export interface AuditLog {
  readonly version: 1
  readonly chainId: number
  /** The contract whose log it is, `0x…`. */
  readonly contract: string
  readonly block: { readonly number: number; readonly hash: string; readonly at: Date }
  readonly authorities: readonly LoggedAuthority[]
  readonly openings: readonly LoggedOpening[]
  /** Of all services. */
  readonly services: readonly ServiceChange[]
}
