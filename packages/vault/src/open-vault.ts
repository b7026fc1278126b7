import { unwrapDataKey } from './data-key.ts'
import { createOpenedVault } from './opened-vault.ts'
import { randomBytes } from './random-bytes.ts'
import type { TabChannel } from './tab-channel.ts'
import type { Vault } from './vault.ts'
import { deriveVaultKeys } from './vault-keys.ts'
import { readHeader } from './vault-layout.ts'
import type { VaultStorage } from './vault-storage.ts'

export interface OpenVaultOptions {
  readonly storage: VaultStorage
  readonly passphrase: string
  /** Cryptographically random bytes; the platform's by default. */
  readonly random?: (length: number) => Uint8Array
  /** Without one, a lock or a change in another tab stays unnoticed until the next reading. */
  readonly tabs?: TabChannel
}

/** Opens the vault that is in storage. Does not look at the records: a damaged one shows when it is read.
 *  Throws VaultError 'vault-missing', 'wrong-passphrase', 'vault-corrupted' (restore a backup), 'vault-too-new'
 *  and 'storage-unavailable'. */
export async function openVault(options: OpenVaultOptions): Promise<Vault> {
  const { storage, passphrase, random = randomBytes, tabs } = options
  const { header } = await readHeader(storage)
  const keys = await deriveVaultKeys(await unwrapDataKey(header, passphrase))
  return createOpenedVault({ storage, keys, vaultId: header.vaultId, random, tabs })
}
