import type {
  AccreditationChange,
  AnchoredBatch,
  IssuerChange,
  OpeningChain,
  OpeningRequest,
  PublishedEpoch,
  PublishedProfile,
  PublishedRefresh,
  ServiceChange,
} from '../opening/opening-chain.ts'

/** What the chain said up to a final block of what an evidence file is about. Whoever keeps it can check the file without the chain;
 *  it is worth as much as the node that it was read from, and its block's hash can be compared with any other. */
export interface ChainSnapshot {
  readonly version: 1
  readonly chainId: number
  readonly block: { readonly number: number; readonly hash: string; readonly at: Date }
  /** The whole log of requests. */
  readonly openings: readonly OpeningRequest[]
  readonly authority: {
    readonly id: string
    readonly name: string
    readonly threshold: number
    readonly epochs: readonly PublishedEpoch[]
    readonly refreshes: readonly PublishedRefresh[]
  }
  /** What happened to the registration of the service that was presented to. */
  readonly services: readonly ServiceChange[]
  readonly issuers: readonly {
    /** The address in the issuer's DID. */
    readonly identity: string
    readonly history: readonly IssuerChange[]
    readonly accreditations: readonly AccreditationChange[]
    readonly batches: readonly AnchoredBatch[]
    readonly profiles: readonly {
      readonly templateHash: Uint8Array
      readonly events: readonly PublishedProfile[]
    }[]
  }[]
}

/** Answers what an inspection asks from a snapshot. A handover is a signature, which no snapshot holds. */
export function chainOfSnapshot(
  snapshot: ChainSnapshot,
  checkHandover: OpeningChain['openingRegistry']['checkHandover'],
): OpeningChain {
  const { authority } = snapshot
  // One for each credential: an issuer of two stands there twice, each time with another template.
  const entriesOf = (identity: string) =>
    snapshot.issuers.filter((one) => one.identity.toLowerCase() === identity.toLowerCase())
  const issuer = (identity: string) => entriesOf(identity)[0]
  const isIt = (id: string) => id === authority.id
  return {
    deployment: { chainId: snapshot.chainId },
    openingRegistry: {
      openings: async () => snapshot.openings,
      authority: async (id) => (isIt(id) ? authority : undefined),
      epochs: async (id) => (isIt(id) ? authority.epochs : []),
      refreshes: async (id) => (isIt(id) ? authority.refreshes : []),
      checkHandover,
    },
    trustRegistry: {
      verifierChanges: async ({ clientId } = {}) =>
        snapshot.services.filter((one) => clientId === undefined || one.clientId === clientId),
      accreditationChanges: async ({ identity }) => issuer(identity)?.accreditations ?? [],
      profiles: async ({ identity, templateHash }) =>
        entriesOf(identity)
          .flatMap(({ profiles }) => profiles)
          .find((one) => isSame(one.templateHash, templateHash))?.events ?? [],
    },
    didRegistry: { history: async (identity) => issuer(identity)?.history ?? [] },
    escrowRegistry: { batches: async (identity) => issuer(identity)?.batches ?? [] },
  }
}

const isSame = (left: Uint8Array, right: Uint8Array) =>
  left.length === right.length && left.every((octet, i) => octet === right[i])
