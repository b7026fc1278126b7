import type { IssuerMetadataResult } from '@openid4vc/openid4vci'
import type { CredentialSuite, LocalizedText } from '@velum/credential'

/** An issuer as its metadata describes it, reduced to what a wallet shows and needs. */
export interface IssuerMetadata {
  readonly issuerUrl: string
  /** The issuer's own word about its name; show the host beside it. */
  readonly name: LocalizedText
  /** Credentials that one request may bring at most. */
  readonly batchSize: number
  /** Where a session for bound credentials is opened, when the issuer makes such. */
  readonly bindingEndpoint?: string
  readonly configurations: Readonly<Record<string, CredentialConfiguration>>
  /** The parsed documents, for the functions of this package only. */
  readonly resolved: IssuerMetadataResult
}

/** One kind of credential that an issuer makes. */
export interface CredentialConfiguration {
  readonly id: string
  readonly format: string
  /** Undefined for one that wallets of this package do not know. */
  readonly suite: CredentialSuite | undefined
  readonly title: LocalizedText
  readonly types: readonly string[]
  readonly claims: readonly ClaimDescription[]
  /** Whether it is bound to its holder's secrets: then it is asked for with a registration. */
  readonly bound: boolean
}

/** One claim as the issuer announces it, in the order of display. */
export interface ClaimDescription {
  readonly name: string
  readonly mandatory: boolean
  readonly label: LocalizedText
}
