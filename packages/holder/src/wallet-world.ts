import type { AuthoritySource, ProfileSource, ScopeSource, StatusSource } from '@velum/credential'
import type { DidResolver } from '@velum/did'
import type { Chain } from '@velum/registry'
import type { Vault } from '@velum/vault'

/** What the parts of a wallet share: its vault and the world outside. */
export interface WalletWorld {
  readonly vault: Vault
  readonly chain: Chain
  readonly resolver: DidResolver
  readonly statusSource: StatusSource
  readonly authoritySource: AuthoritySource
  readonly profileSource: ProfileSource
  readonly scopeSource: ScopeSource
  readonly fetch: typeof fetch
  readonly now: () => Date
  /** Cryptographically random bytes. */
  readonly random: (length: number) => Uint8Array
}
