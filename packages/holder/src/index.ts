export type { AuthorityView } from './bindings/authority-view.ts'
export type { WalletOptions } from './create-wallet.ts'
export { createWallet } from './create-wallet.ts'
export type { ClaimView } from './credentials/claim-view.ts'
export type { CredentialCard, CredentialDetail, CredentialState } from './credentials/credential-card.ts'
export type { Credentials } from './credentials/credentials.ts'
export type { IssuerSummary } from './credentials/issuer-summary.ts'
export type { DelegateChange, DelegatePurpose, DidDelegate, DidEntry, DidMethod } from './dids/did-entry.ts'
export type { Dids } from './dids/dids.ts'
export type { SignInOptions, SignInOutcome, SignInView } from './dids/sign-in-view.ts'
export type { Explanation, Language } from './explain.ts'
export { explain } from './explain.ts'
export type { History } from './history/history.ts'
export type {
  HistoryEntry,
  HistoryOutcome,
  ShownBinding,
  ShownCredentials,
  SignIn,
} from './history/history-entry.ts'
export type { HolderErrorCode } from './holder-error.ts'
export { HolderError } from './holder-error.ts'
export type {
  AcceptedOffer,
  AcceptOfferOptions,
  AcceptOfferStep,
  OfferedCredential,
  OfferView,
  ReceivedCredential,
} from './offers/offer-view.ts'
export type {
  ConfirmBindingOptions,
  ConfirmBindingStep,
  IndependentSignature,
  RecordView,
} from './offers/record-view.ts'
export type { AnswerAddress } from './openings/answer-address.ts'
export type {
  OpeningPlace,
  OpeningRequester,
  OpeningState,
  OpeningsView,
  OpeningView,
  OpeningVoteView,
  TakenBack,
} from './openings/opening-view.ts'
export type { Openings } from './openings/openings.ts'
export type { WalletLinkKind } from './recognise-link.ts'
export { recogniseLink } from './recognise-link.ts'
export type { Records } from './records/records.ts'
export type { SealedRecordState, SealedRecordView } from './records/sealed-record-view.ts'
export type { AnswerOptions, AnswerOutcome, AnswerStep, Selection } from './requests/answer.ts'
export type {
  CandidateView,
  CredentialQueryView,
  LinkabilityNote,
  RequestedClaim,
  RequestProblem,
  RequestView,
  TransactionView,
  VerifierView,
} from './requests/request-view.ts'
export type { EscrowView, PseudonymView, StatementView } from './requests/statement-view.ts'
export type { Wallet } from './wallet.ts'
