/** What an opening of one escrowed presentation needs, and nothing else: with it, trustees verify the whole
 *  presentation again as of its time. It holds what the visitor disclosed; treat it as personal data. */
export interface Evidence {
  readonly version: 1
  /** `0x…`, 32 bytes: what trustees, chain and wallet call the presentation. */
  readonly presentationId: string
  /** As the wallet sent it. */
  readonly presentation: object
  /** As the service signed it: the question, word for word. */
  readonly requestObject: string
  /** The key that signed it, a Multikey in multibase as in the service's DID document then: its signature can be verified after the
   *  service took another key. */
  readonly requestKey: string
  readonly transcript: {
    readonly nonce: string
    /** The service's full client id. */
    readonly audience: string
    /** Seconds since 1970, as in the request object. */
    readonly time: number
    /** The one text of `transaction_data` as sent, base64url; null when the answer was about no transaction. */
    readonly transaction: string | null
    /** The epoch that the question pinned; `key` is base64url. */
    readonly authority: { readonly id: string; readonly epoch: number; readonly key: string }
  }
  /** One for each credential, in the order of the presentation. */
  readonly credentials: readonly EvidenceCredential[]
}

/** What a credential was verified against. */
export interface EvidenceCredential {
  readonly issuer: string
  /** Multibase, as in the issuer's DID document at the time. */
  readonly issuerKey: string
  readonly templateDigest: string
  /** The template itself, as its canonical JSON: whoever opens compares it with the digest, also when the issuer is gone. */
  readonly template: string
  /** The profile that the chain published for template, key and authority, as its JSON text; null for a credential without
   *  a binding, which has none. */
  readonly profile: string | null
}
