import { openRecord } from './record-seal.ts'
import { requireVault, sealedRecords, type VaultAccess } from './vault-access.ts'
import { encodeIdentity, identityKey } from './vault-layout.ts'

/** Removes the records that do not open, and returns how many those were. */
export async function removeDamaged(access: VaultAccess): Promise<number> {
  for (;;) {
    const damaged = await findDamaged(access)
    if (damaged.size === 0) return 0
    access.keys()
    const removed = await access.storage.commit(new Map([...damaged.keys()].map((key) => [key, undefined])), {
      entries: new Map([...damaged, [identityKey, encodeIdentity(access.vaultId)]]),
    })
    if (removed) return damaged.size
    await requireVault(access)
  }
}

async function findDamaged(access: VaultAccess): Promise<Map<string, Uint8Array>> {
  const keys = access.keys()
  const damaged = new Map<string, Uint8Array>()
  for (const [storageKey, sealed] of await sealedRecords(access.storage)) {
    const opens = await openRecord({ keys, storageKey, sealed }).then(
      () => true,
      () => false,
    )
    if (!opens) damaged.set(storageKey, sealed)
  }
  return damaged
}
