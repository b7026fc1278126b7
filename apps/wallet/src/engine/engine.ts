import type { Did, DidDocument } from '@velum/did'
import type {
  AcceptOfferStep,
  AnswerOutcome,
  AnswerStep,
  ConfirmBindingStep,
  DelegateChange,
  DidDelegate,
  DidEntry,
  DidMethod,
  HistoryEntry,
  IndependentSignature,
  OfferView,
  OpeningsView,
  OpeningView,
  RecordView,
  RequestView,
  Selection,
  SignInView,
} from '@velum/holder'
import type { CardDetail, CardView } from './card-view.ts'

type VaultState = 'missing' | 'locked' | 'open'

/** `changed`: something the wallet keeps is new, here or in another tab. `locked`: the keys are gone, here and in
 *  every tab. */
export type EngineEvent = 'changed' | 'locked'

/** What came of an offer. */
export interface Received {
  readonly cards: readonly CardView[]
  /** The record that the holder must see and confirm before the bound card of the offer is issued. */
  readonly toConfirm?: RecordView
}

/** The wallet behind the screens: whatever touches keys or proofs runs there, off the main thread.
 *  Every method can reject with an `EngineError`. */
export interface Engine {
  vaultState(): Promise<VaultState>
  createVault(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  /** Drops the keys in this tab and in every other. */
  lock(): Promise<void>
  changePassphrase(change: { current: string; next: string }): Promise<void>
  exportBackup(): Promise<Uint8Array>
  /** Puts a backup in the place of whatever the vault holds now, and opens it. */
  restoreBackup(restore: { backup: Uint8Array; passphrase: string }): Promise<void>
  /** Removes everything that this wallet keeps on this device. */
  eraseVault(): Promise<void>

  /** Newest first. */
  cards(): Promise<readonly CardView[]>
  card(id: string): Promise<CardDetail | undefined>
  deleteCard(id: string): Promise<void>
  refreshStatus(id: string): Promise<void>

  inspectOffer(link: string): Promise<OfferView>
  acceptOffer(
    acceptance: { view: OfferView; txCode?: string },
    onProgress: (step: AcceptOfferStep) => void,
  ): Promise<Received>
  /** What another certified key of the holder signs to vouch for a record. */
  recordToSign(view: RecordView): Promise<Uint8Array>
  confirmBinding(
    confirmation: { view: RecordView; publish: boolean; independent?: IndependentSignature },
    onProgress: (step: ConfirmBindingStep) => void,
  ): Promise<Received>
  /** Checks the record that was sealed with a card against what was signed and against the chain. */
  refreshRecord(cardId: string): Promise<void>

  inspectRequest(link: string): Promise<RequestView>
  answerRequest(
    answer: { view: RequestView; selection: Selection },
    onProgress: (step: AnswerStep) => void,
  ): Promise<AnswerOutcome>

  /** Newest first. */
  history(): Promise<readonly HistoryEntry[]>

  /** What the watch on requests to open what was shown knows. */
  openings(): Promise<OpeningsView>
  /** Reads the chain for them. */
  checkOpenings(): Promise<void>
  /** Notes that the holder has seen one as it stands in this view. */
  acknowledgeOpening(view: OpeningView): Promise<void>

  /** Oldest first. */
  dids(): Promise<readonly DidEntry[]>
  createDid(options: { method: DidMethod; name: string }): Promise<DidEntry>
  renameDid(options: { did: Did; name: string }): Promise<DidEntry>
  deleteDid(did: Did): Promise<void>
  didDocument(did: Did): Promise<DidDocument>
  rotateDidKey(did: Did): Promise<DidEntry>
  settleRotation(did: Did): Promise<DidEntry>
  delegates(did: Did): Promise<readonly DidDelegate[]>
  addDelegate(change: DelegateChange & { validDays: number }): Promise<void>
  removeDelegate(change: DelegateChange): Promise<void>

  inspectSignIn(link: string): Promise<SignInView>
  signIn(answer: { view: SignInView; did: Did }): Promise<AnswerOutcome>

  /** Returns the function that ends it. */
  subscribe(listener: (event: EngineEvent) => void): () => void
}
