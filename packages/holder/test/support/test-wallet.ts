import 'fake-indexeddb/auto'
import { createDidResolver } from '@velum/did'
import { createWallet, type WalletOptions } from '@velum/holder'
import { createIndexedDbStorage, createVault, openVault, restoreVault, type Vault } from '@velum/vault'
import type { TestChain } from '../../../../e2e/support/chain.ts'
import { random } from './test-issuer.ts'

const passphrase = 'correct horse battery'
let databases = 0

export interface TestWorld {
  readonly chain: TestChain['chain']
  readonly fetch?: typeof fetch
  readonly now?: () => Date
}

/** A wallet in a database of its own. */
export async function newWallet(world: TestWorld) {
  const storage = createIndexedDbStorage({ databaseName: `wallet-${++databases}` })
  const argon2 = { memoryKiB: 8, iterations: 1, parallelism: 1 }
  const vault = await createVault({ storage, passphrase, argon2 })
  return {
    vault,
    wallet: walletOn(world, vault),
    /** The same wallet as after a restart, or as another tab has it. */
    async reopen(changes: Partial<TestWorld> = {}) {
      return walletOn({ ...world, ...changes }, await openVault({ storage, passphrase }))
    },
    /** A wallet on another device, filled from a backup of this one. */
    async restore() {
      const elsewhere = createIndexedDbStorage({ databaseName: `wallet-${++databases}` })
      const backup = await vault.exportBackup()
      return walletOn(world, await restoreVault({ storage: elsewhere, backup, passphrase }))
    },
  }
}

function walletOn(world: TestWorld, vault: Vault) {
  const { chain, fetch = globalThis.fetch, now = () => new Date() } = world
  const { chainId, contracts } = chain.deployment
  const network = { chainId, registryAddress: contracts.didRegistry, provider: chain.provider }
  const resolver = createDidResolver({ networks: [network], fetch })
  const options: WalletOptions = { vault, chain, resolver, fetch, now, random }
  return createWallet(options)
}
