import type { CredentialCard, CredentialDetail } from '@velum/holder'

/** A credential as its card shows it: with the holder's name, where the credential has one. */
export interface CardView extends CredentialCard {
  readonly holderName?: string
}

export interface CardDetail extends CredentialDetail {
  readonly holderName?: string
}
