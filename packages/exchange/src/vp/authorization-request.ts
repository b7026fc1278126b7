import type { LocalizedText } from '@velum/credential'
import type { DcqlQuery } from './dcql-query.ts'
import type { Transaction } from './transaction.ts'

/** Who a wallet may say is asking. */
export type VerifiedParty =
  /** The request is signed by the did:web of `host`, so the host's owner made it. */
  | { readonly by: 'did'; readonly did: string; readonly host: string }
  /** Nothing proves who asks: `host` is merely where the answer would go. */
  | { readonly by: 'none'; readonly host: string }

/** A request for a presentation, parsed and checked, as a wallet shows and answers it. */
export interface AuthorizationRequest {
  /** The full client identifier with its prefix. It is the `domain` of the presentation. */
  readonly clientId: string
  readonly verified: VerifiedParty
  /** The verifier's own word about its name; show the host beside it. */
  readonly name?: LocalizedText
  /** The verifier's own word about why it asks. */
  readonly purpose?: LocalizedText
  /** The `challenge` of the presentation. */
  readonly nonce: string
  readonly state?: string
  /** Where the answer is posted. May be on another host than the proved one; show it when it differs. */
  readonly responseUri: string
  readonly query: DcqlQuery
  /** What the answer is for, when it confirms a transaction. */
  readonly transaction?: Transaction
  /** The cryptosuites that the verifier says it can verify; empty when it does not say. */
  readonly cryptosuites: readonly string[]
  /** The types of proofs that it says it can verify; those of older suites are no cryptosuites. Empty when it does not say. */
  readonly proofTypes: readonly string[]
  /** When the request was made, in whole seconds. Undefined for a request by value; one that asks for statements has it. */
  readonly issuedAt?: Date
  /** Undefined for an unsigned request by value, which carries no time. */
  readonly expiresAt?: Date
}

/** `aud` of a request to a wallet that has no issuer identifier (OpenID4VP 1.0 §5.8). */
export const walletAudience = 'https://self-issued.me/v2'

/** Cryptosuite of the proof that binds a presentation to its holder. A verifier that names it takes that proof alone. */
export const bindingCryptosuite = 'velum-binding-2026'

/** Type of the derived proofs of BBS+, as a verifier that takes them names it. */
export const bbsPlusProofType = 'BbsBlsSignatureProof2020'

/** Our one member beside OpenID4VP's: `{"en": …, "zh": …}`, why the verifier asks. OpenID4VP has no place
 *  for it; wallets that do not know it ignore it, as the specification wants. */
export const purposeMember = 'velum_purpose'
