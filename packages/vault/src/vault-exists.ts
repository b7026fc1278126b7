import type { VaultStorage } from './vault-storage.ts'

/** Whether storage holds a vault, be it a damaged one. Throws VaultError 'storage-unavailable'. */
export async function vaultExists(storage: VaultStorage): Promise<boolean> {
  return (await storage.entries()).size > 0
}
