import type { CollectionName } from './collection-name.ts'
import { openRecord, sealRecord, storageKey, type VaultRecord } from './record-seal.ts'
import type { VaultEntry, VaultTransaction } from './vault.ts'
import { openRecords, requireVault, type VaultAccess } from './vault-access.ts'
import { VaultError } from './vault-error.ts'
import { encodeIdentity, headerKey, identityKey } from './vault-layout.ts'

const attempts = 20

/** Optimistic: reads note which bytes they saw, and the commit demands that these are still there. */
export async function runTransaction<Result>(
  access: VaultAccess,
  work: (transaction: VaultTransaction) => Promise<Result>,
): Promise<{ readonly result: Result; readonly wrote: boolean }> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = new Seen(access.vaultId)
    const writes = new Map<string, PendingWrite>()
    const result = await work(createTransaction(access, seen, writes))
    if (writes.size === 0) return { result, wrote: false }
    const changes = await sealWrites(access, writes)
    access.keys()
    if (await access.storage.commit(changes, seen)) return { result, wrote: true }
    await requireVault(access)
  }
  throw new VaultError(
    'write-conflict',
    'Another tab keeps changing the same things; close the other tabs of the wallet, then try again.',
  )
}

/** `text` is the value as JSON, taken when it was put: what the caller does to the value later has no effect. */
type PendingWrite = Pick<VaultRecord, 'collection' | 'id'> & { readonly text: string | undefined }

class Seen {
  readonly entries = new Map<string, Uint8Array | undefined>()
  keys?: ReadonlySet<string>

  constructor(vaultId: string) {
    this.entries.set(identityKey, encodeIdentity(vaultId))
  }

  note(key: string, bytes: Uint8Array | undefined): void {
    if (!this.entries.has(key)) this.entries.set(key, bytes)
  }
}

function createTransaction(
  access: VaultAccess,
  seen: Seen,
  writes: Map<string, PendingWrite>,
): VaultTransaction {
  return {
    async get<Value>({ name }: CollectionName<Value>, id: string): Promise<Value | undefined> {
      const written = writes.get(logicalKey(name, id))
      if (written !== undefined) return writtenValue<Value>(written)
      const keys = access.keys()
      const key = await storageKey(keys, name, id)
      const sealed = await access.storage.get(key)
      seen.note(key, sealed)
      if (sealed === undefined) return undefined
      return (await openRecord({ keys, storageKey: key, sealed })).value as Value
    },
    async list<Value>({ name }: CollectionName<Value>): Promise<VaultEntry<Value>[]> {
      const all = await openRecords(access)
      seen.keys ??= new Set([...all.map((stored) => stored.storageKey), headerKey, identityKey])
      const found = new Map<string, Value>()
      for (const { storageKey: key, sealed, record } of all) {
        if (record.collection !== name) continue
        seen.note(key, sealed)
        found.set(record.id, record.value as Value)
      }
      for (const written of writes.values()) {
        if (written.collection !== name) continue
        if (written.text === undefined) found.delete(written.id)
        else found.set(written.id, JSON.parse(written.text) as Value)
      }
      return [...found].map(([id, value]) => ({ id, value }))
    },
    put({ name }, id, value) {
      writes.set(logicalKey(name, id), { collection: name, id, text: JSON.stringify(value) })
    },
    delete({ name }, id) {
      writes.set(logicalKey(name, id), { collection: name, id, text: undefined })
    },
  }
}

async function sealWrites(
  access: VaultAccess,
  writes: ReadonlyMap<string, PendingWrite>,
): Promise<Map<string, Uint8Array | undefined>> {
  const keys = access.keys()
  const changes = new Map<string, Uint8Array | undefined>()
  for (const { collection, id, text } of writes.values()) {
    const key = await storageKey(keys, collection, id)
    const record = { collection, id, value: text === undefined ? undefined : JSON.parse(text) }
    changes.set(
      key,
      text === undefined
        ? undefined
        : await sealRecord({ keys, storageKey: key, record, random: access.random }),
    )
  }
  return changes
}

function writtenValue<Value>({ text }: PendingWrite): Value | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Value)
}

function logicalKey(collection: string, id: string): string {
  return JSON.stringify([collection, id])
}
