/** What an issuer offers: which credentials, and the code that stands for the holder's authorization. */
export interface CredentialOffer {
  /** The credential issuer identifier; metadata is looked up below it. */
  readonly issuerUrl: string
  readonly configurationIds: readonly string[]
  /** 256 random bits that the token endpoint takes once. A secret until it is spent. */
  readonly preAuthorizedCode: string
  /** Present when the holder must type a code that came by another way. */
  readonly txCode?: TxCodeRequest
  /** Named when the issuer has more than one authorization server. */
  readonly authorizationServer?: string
}

/** How the transaction code looks that the holder is asked for. */
export interface TxCodeRequest {
  readonly inputMode: 'numeric' | 'text'
  readonly length?: number
  readonly description?: string
}
