/** The right to fetch one offer's credentials for some minutes. */
export interface AccessToken {
  readonly value: string
  /** Undefined when the issuer did not say. */
  readonly expiresAt?: Date
}
