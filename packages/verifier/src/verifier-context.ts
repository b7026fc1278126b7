import type { AuthoritySource, ProfileSource, ScopeSource, StatusSource } from '@velum/credential'
import type { DidResolver } from '@velum/did'
import type { Chain } from '@velum/registry'
import type { Random } from './random-text.ts'
import type { SessionStore } from './session-store.ts'
import type { VerifierIdentity } from './verifier-identity.ts'
import type { VerifierOptions } from './verifier-options.ts'

/** What the parts of a verifier work with: its options, and the world they reach. */
export interface VerifierContext {
  readonly options: VerifierOptions
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly origin: URL
  readonly identity: VerifierIdentity | undefined
  readonly chain: Chain
  readonly chainId: number
  readonly resolver: DidResolver
  readonly statusSource: StatusSource
  readonly authoritySource: AuthoritySource
  readonly profileSource: ProfileSource
  readonly scopeSource: ScopeSource
  readonly store: SessionStore
  readonly sessionSeconds: number
  /** From the moment in which a wallet fetches the question. */
  readonly answerSeconds: number
  readonly now: () => Date
  readonly random: Random
}
