import { openRecord, type VaultRecord } from './record-seal.ts'
import { VaultError } from './vault-error.ts'
import type { VaultKeys } from './vault-keys.ts'
import { headerKey, identityKey } from './vault-layout.ts'
import type { VaultStorage } from './vault-storage.ts'

/** What the operations of an open vault share. */
export interface VaultAccess {
  readonly storage: VaultStorage
  readonly vaultId: string
  readonly random: (length: number) => Uint8Array
  /** Throws VaultError 'vault-locked'. Asked anew after every pause, so that a lock takes effect at once. */
  keys(): VaultKeys
}

export interface StoredRecord {
  readonly storageKey: string
  readonly sealed: Uint8Array
  readonly record: VaultRecord
}

/** The sealed bytes of every record, under their storage keys. */
export async function sealedRecords(storage: VaultStorage): Promise<Map<string, Uint8Array>> {
  const records = new Map(await storage.entries())
  records.delete(headerKey)
  records.delete(identityKey)
  return records
}

/** Opens every record. Throws VaultError 'vault-corrupted' when one is damaged, and 'vault-locked'. */
export async function openRecords(access: VaultAccess): Promise<StoredRecord[]> {
  const keys = access.keys()
  const sealed = await sealedRecords(access.storage)
  const opened = await Promise.all(
    [...sealed].map(async ([storageKey, bytes]) => ({
      storageKey,
      sealed: bytes,
      record: await openRecord({ keys, storageKey, sealed: bytes }),
    })),
  )
  access.keys()
  return opened
}

/** Throws VaultError 'vault-missing' when storage no longer holds the vault that was opened. */
export async function requireVault({ storage, vaultId }: VaultAccess): Promise<void> {
  const identity = await storage.get(identityKey)
  if (identity === undefined || new TextDecoder().decode(identity) !== vaultId) throw vaultGone()
}

export function vaultGone(): VaultError {
  return new VaultError('vault-missing', 'This vault was erased or replaced meanwhile; open the wallet anew.')
}
