import type { Did } from '@velum/did'

export type DidMethod = 'key' | 'ethr'

/** One DID that this wallet holds the key of. DIDs are public names; no anonymous presentation ever contains one. */
export interface DidEntry {
  readonly did: Did
  readonly method: DidMethod
  /** What the holder calls it; known to this wallet alone. */
  readonly name: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Address that controlled a did:ethr when the chain was last asked; changes when its key is rotated. */
  readonly controller?: string
  /** A newer key than the controller's is ready: a rotation is under way or got lost. `settleRotation` asks the chain;
   *  `rotateKey` sends it again. */
  readonly rotationPending: boolean
}

export interface DidDelegate {
  readonly address: string
  readonly purpose: DelegatePurpose
  /** ISO 8601. */
  readonly validUntil: string
}

/** `veriKey`: its signatures count as those of the DID; `sigAuth`: it may sign in as the DID, too. (ERC-1056) */
export type DelegatePurpose = 'veriKey' | 'sigAuth'

export interface DelegateChange {
  readonly did: Did
  /** Ethereum address of the delegate. */
  readonly address: string
  readonly purpose: DelegatePurpose
}
