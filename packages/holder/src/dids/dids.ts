import type { Did, DidDocument } from '@velum/did'
import type { SignInOptions, SignInOutcome, SignInView } from './sign-in-view.ts'

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

export interface Dids {
  /** Oldest first. */
  list(): Promise<DidEntry[]>
  createKeyDid(options: { readonly name: string }): Promise<DidEntry>
  /** Needs no transaction: an address is a did:ethr from the start. */
  createEthrDid(options: { readonly name: string }): Promise<DidEntry>
  rename(did: Did, name: string): Promise<DidEntry>
  /** The document as it resolves now. */
  document(did: Did): Promise<DidDocument>
  /** Hands a did:ethr over to a new key: signed by the present one, sent by the relayer. The new key is stored before
   *  that, so an interruption never loses it. */
  rotateKey(did: Did): Promise<DidEntry>
  settleRotation(did: Did): Promise<DidEntry>
  delegates(did: Did): Promise<DidDelegate[]>
  addDelegate(change: DelegateChange & { readonly validDays: number }): Promise<void>
  removeDelegate(change: DelegateChange): Promise<void>
  /** Reads a service's wish to know a public DID. Sends nothing. */
  inspectSignIn(link: string): Promise<SignInView>
  signIn(options: SignInOptions): Promise<SignInOutcome>
  /** Destroys the key: nobody can control the DID with this wallet any more. */
  delete(did: Did): Promise<void>
}
