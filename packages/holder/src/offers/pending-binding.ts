import type { Template } from '@velum/credential'
import type { AccessToken, BindingSession, IdentityRecord } from '@velum/exchange'
import type { OfferView } from './offer-view.ts'
import type { IndependentSignature, RecordView } from './record-view.ts'

/** A registration that waits for the holder to confirm its record, or for an answer that got lost. It lives in memory
 *  alone, as the offer's token does. */
export interface PendingBinding {
  readonly view: RecordView
  readonly offer: OfferView
  readonly configurationId: string
  readonly accessToken: AccessToken
  readonly template: Template
  readonly session: BindingSession
  readonly record: IdentityRecord
  /** What was sent to the issuer already: sent once more, it brings the same credential. */
  readonly sent?: SentRegistration
}

export interface SentRegistration {
  readonly session: string
  readonly nonce: string
  readonly registration: Uint8Array
  readonly reg: Uint8Array
  readonly regN: Uint8Array
  /** Secret. */
  readonly blind: Uint8Array
  readonly publish: boolean
  readonly independent?: IndependentSignature
}
