import { openBackup } from './backup-file.ts'
import { encodeBase64url } from './base64url.ts'
import { vaultExistsError } from './create-vault.ts'
import { createDataKey, wrapDataKey } from './data-key.ts'
import type { OpenVaultOptions } from './open-vault.ts'
import { createOpenedVault } from './opened-vault.ts'
import { randomBytes } from './random-bytes.ts'
import { sealRecord, storageKey } from './record-seal.ts'
import type { Vault } from './vault.ts'
import { deriveVaultKeys } from './vault-keys.ts'
import { emptyVault } from './vault-layout.ts'
import type { StorageChanges, VaultStorage } from './vault-storage.ts'

export interface RestoreVaultOptions extends OpenVaultOptions {
  /** The bytes that `exportBackup` gave; `passphrase` is the one in force when it was made. */
  readonly backup: Uint8Array
  /** Puts the backup in the place of a vault that is there, damaged or not; without it such a vault stays. */
  readonly replace?: boolean
}

/** Fills storage from a backup, in one step, and opens it: same contents and passphrase, new keys.
 *  Throws VaultError 'backup-invalid', 'wrong-passphrase', 'vault-too-new', 'vault-exists' and 'storage-full';
 *  storage is then as it was. */
export async function restoreVault(options: RestoreVaultOptions): Promise<Vault> {
  const { storage, backup, passphrase, random = randomBytes, tabs } = options
  const { records, header: old } = await openBackup(backup, passphrase)
  const dataKey = createDataKey(random)
  const vaultId = encodeBase64url(random(16))
  const header = await wrapDataKey({ dataKey, vaultId, passphrase, argon2: old.argon2, random })
  const keys = await deriveVaultKeys(dataKey)
  const changes = await emptyVault(header)
  for (const record of records) {
    const key = await storageKey(keys, record.collection, record.id)
    changes.set(key, await sealRecord({ keys, storageKey: key, record, random }))
  }
  while (!(await putInPlace(storage, changes, options.replace === true))) {
    if (!options.replace) throw vaultExistsError()
  }
  return createOpenedVault({ storage, keys, vaultId, random, tabs })
}

/** Returns false when there is a vault that must stay, or one that changed just now. */
async function putInPlace(storage: VaultStorage, vault: StorageChanges, replace: boolean): Promise<boolean> {
  const present = new Set(replace ? (await storage.entries()).keys() : [])
  const removed = [...present].map((key) => [key, undefined] as const)
  return storage.commit(new Map([...removed, ...vault]), { entries: new Map(), keys: present })
}
