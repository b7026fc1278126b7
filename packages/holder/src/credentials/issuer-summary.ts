import type { LocalizedText } from '@velum/credential'
import type { Did } from '@velum/did'

/** Who issued a credential. */
export interface IssuerSummary {
  readonly did: Did
  /** The issuer's own word about itself. */
  readonly name: LocalizedText
  /** The host that served the credential; this is not the issuer's word. */
  readonly host: string
}
