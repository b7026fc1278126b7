import type { Did, DidDocument } from '@velum/did'
import type { DelegateChange, DidDelegate, DidEntry } from './did-entry.ts'
import type { SignInOptions, SignInOutcome, SignInView } from './sign-in-view.ts'

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
