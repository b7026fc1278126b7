import type { Credentials } from './credentials/credentials.ts'
import type { Dids } from './dids/dids.ts'
import type { History } from './history/history.ts'
import type { AcceptedOffer, AcceptOfferOptions, OfferView } from './offers/offer-view.ts'
import type { ConfirmBindingOptions, RecordView } from './offers/record-view.ts'
import type { Openings } from './openings/openings.ts'
import type { Records } from './records/records.ts'
import type { AnswerOptions, AnswerOutcome } from './requests/answer.ts'
import type { RequestView } from './requests/request-view.ts'

/** A holder's wallet without a face: flows with explicit state. It keeps nothing outside its vault.
 *  Every view is plain data and may
 *  cross into a worker and back. Methods throw the coded errors of this package and of those below; `explain` puts
 *  each of them in words. */
export interface Wallet {
  /** Reads an offer and asks its issuer what it is about. Spends nothing and stores nothing. */
  inspectOffer(link: string): Promise<OfferView>
  /** Fetches the offered credential, checks it and stores it; a credential that fails a check is not stored. Of a bound
   *  credential it fetches only the record that the holder must confirm first: see `AcceptedOffer.toConfirm`. */
  acceptOffer(options: AcceptOfferOptions): Promise<AcceptedOffer>
  /** What another certified key of the holder signs to vouch for a record: octets for an eID's tool. */
  recordToSign(view: RecordView): Promise<Uint8Array>
  /** Signs the record that the holder has seen, has the bound credential issued, checks it and stores it. After a lost
   *  answer the same call brings the same credential while the issuer's token lasts. */
  confirmBinding(options: ConfirmBindingOptions): Promise<AcceptedOffer>
  /** Reads a request and lays beside it what this wallet could answer. Sends nothing to the verifier. */
  inspectRequest(link: string): Promise<RequestView>
  /** Proves what was selected and sends it exactly once; a second answer to the same request is refused. */
  answerRequest(options: AnswerOptions): Promise<AnswerOutcome>
  readonly credentials: Credentials
  readonly records: Records
  readonly history: History
  readonly openings: Openings
  readonly dids: Dids
  /** Calls `listener` after anything the wallet keeps has changed, in this tab or another. */
  subscribe(listener: () => void): () => void
}
