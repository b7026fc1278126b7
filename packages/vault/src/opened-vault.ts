import { sealBackup } from './backup-file.ts'
import { changePassphrase } from './change-passphrase.ts'
import type { CollectionName } from './collection-name.ts'
import { removeDamaged } from './remove-damaged.ts'
import { runTransaction } from './run-transaction.ts'
import type { TabChannel } from './tab-channel.ts'
import type { Vault, VaultEvent, VaultTransaction } from './vault.ts'
import type { VaultAccess } from './vault-access.ts'
import { VaultError } from './vault-error.ts'
import type { VaultKeys } from './vault-keys.ts'
import type { VaultStorage } from './vault-storage.ts'

/** A vault whose keys are at hand. They live in this closure alone. */
export function createOpenedVault(options: {
  readonly storage: VaultStorage
  readonly keys: VaultKeys
  readonly vaultId: string
  readonly random: (length: number) => Uint8Array
  readonly tabs: TabChannel | undefined
}): Vault {
  const { storage, vaultId, random, tabs } = options
  let keys: VaultKeys | undefined = options.keys
  const listeners = new Set<(event: VaultEvent) => void>()
  const access: VaultAccess = {
    storage,
    vaultId,
    random,
    keys() {
      if (keys === undefined) {
        throw new VaultError('vault-locked', 'The vault is locked; open it with the passphrase.')
      }
      return keys
    },
  }

  function hear({ data }: { readonly data: unknown }): void {
    const message = data as Partial<TabMessage> | null
    if (message?.vaultId !== vaultId) return
    if (message.event === 'locked') dropKeys()
    else if (message.event === 'changed') emit('changed')
  }
  tabs?.addEventListener('message', hear)

  function emit(event: VaultEvent): void {
    for (const listener of [...listeners]) listener(event)
  }
  function announce(event: VaultEvent): void {
    tabs?.postMessage({ vaultId, event } satisfies TabMessage)
  }
  function dropKeys(): void {
    if (keys === undefined) return
    keys = undefined
    tabs?.removeEventListener('message', hear)
    emit('locked')
  }

  async function transaction<Result>(work: (within: VaultTransaction) => Promise<Result>): Promise<Result> {
    const { result, wrote } = await runTransaction(access, work)
    if (wrote) changed()
    else access.keys()
    return result
  }
  function changed(): void {
    emit('changed')
    announce('changed')
  }

  return {
    get isLocked() {
      return keys === undefined
    },
    get: (collection, id) => transaction((within) => within.get(collection, id)),
    list: (collection) => transaction((within) => within.list(collection)),
    put: (collection, id, value) => transaction(async (within) => within.put(collection, id, value)),
    delete: (collection: CollectionName<unknown>, id) =>
      transaction(async (within) => within.delete(collection, id)),
    transaction,
    lock() {
      if (keys === undefined) return
      announce('locked')
      dropKeys()
    },
    changePassphrase: (change) => changePassphrase(access, change),
    exportBackup: () => sealBackup(access),
    async removeDamaged() {
      const count = await removeDamaged(access)
      if (count > 0) changed()
      return count
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Carries nothing that is sealed: the id is random and stands in storage anyway. */
interface TabMessage {
  readonly vaultId: string
  readonly event: VaultEvent
}
