import type { Credentials } from './credentials/credentials.ts'
import type { Dids } from './dids/dids.ts'
import type { History } from './history/history.ts'
import type { AcceptedOffer, AcceptOfferOptions, OfferView } from './offers/offer-view.ts'
import type { AnswerOptions, AnswerOutcome } from './requests/answer.ts'
import type { RequestView } from './requests/request-view.ts'

/** A holder's wallet without a face: flows with explicit state. It keeps nothing outside its vault.
 *  Every view is plain data and may
 *  cross into a worker and back. Methods throw the coded errors of this package and of those below; `explain` puts
 *  each of them in words. */
export interface Wallet {
  /** Reads an offer and asks its issuer what it is about. Spends nothing and stores nothing. */
  inspectOffer(link: string): Promise<OfferView>
  /** Fetches the offered credential, checks it and stores it; a credential that fails a check is not stored. */
  acceptOffer(options: AcceptOfferOptions): Promise<AcceptedOffer>
  /** Reads a request and lays beside it what this wallet could answer. Sends nothing to the verifier. */
  inspectRequest(link: string): Promise<RequestView>
  /** Proves what was selected and sends it exactly once; a second answer to the same request is refused. */
  answerRequest(options: AnswerOptions): Promise<AnswerOutcome>
  readonly credentials: Credentials
  readonly history: History
  readonly dids: Dids
  /** Calls `listener` after anything the wallet keeps has changed, in this tab or another. */
  subscribe(listener: () => void): () => void
}
