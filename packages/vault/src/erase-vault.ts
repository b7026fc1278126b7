import type { VaultStorage } from './vault-storage.ts'

/** Removes the vault for good, opened or not, damaged or not. An open one of another tab can write no more.
 *  Throws VaultError 'storage-unavailable'. */
export async function eraseVault(storage: VaultStorage): Promise<void> {
  let erased = false
  while (!erased) {
    const keys = new Set((await storage.entries()).keys())
    const changes = new Map([...keys].map((key) => [key, undefined] as const))
    erased = await storage.commit(changes, { entries: new Map(), keys })
  }
}
