import type { bindingCryptosuite } from '@velum/binding'
import type { HolderProof } from '../create-presentation.ts'
import type { DerivedCredential } from '../credential.ts'

/** What a holder sends where a credential is bound. It has these four members and no others. */
export interface BoundPresentation {
  readonly '@context': readonly [string]
  readonly type: readonly ['VerifiablePresentation']
  readonly verifiableCredential: readonly DerivedCredential[]
  /** Alone, or with a proof by a one-time key for verifiers that do not know the first. */
  readonly proof: BindingProof | readonly [BindingProof, HolderProof]
}

/** That the holder knows the secrets which the credentials are bound to, and what else was asked. (docs/proof-system.md) */
export interface BindingProof {
  readonly type: 'DataIntegrityProof'
  readonly cryptosuite: typeof bindingCryptosuite
  readonly proofPurpose: 'authentication'
  readonly challenge: string
  readonly domain: string
  /** `u` and base64url of the extension of @velum/binding. */
  readonly proofValue: string
}
