import type { DidResolver } from '@velum/did'
import type { Chain } from '@velum/registry'
import type { Vault } from '@velum/vault'
import type { Wallet } from './wallet.ts'

export interface WalletOptions {
  /** Open; the wallet neither opens nor locks it. */
  readonly vault: Vault
  readonly chain: Chain
  readonly resolver: DidResolver
  readonly fetch: typeof fetch
  readonly now: () => Date
  /** Cryptographically random bytes. */
  readonly random: (length: number) => Uint8Array
}

export declare function createWallet(options: WalletOptions): Wallet
