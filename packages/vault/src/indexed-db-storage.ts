import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import { VaultError } from './vault-error.ts'
import type { StorageChanges, StorageExpectation, VaultStorage } from './vault-storage.ts'

export interface IndexedDbStorageOptions {
  /** One database is one vault. */
  readonly databaseName: string
}

/** Storage in the browser's IndexedDB. */
export function createIndexedDbStorage({ databaseName }: IndexedDbStorageOptions): VaultStorage {
  const store = createStore(databaseName, 'vault')
  return {
    get: (key) => attempt(() => store('readonly', (records) => promisifyRequest(records.get(key)))),
    entries: () => attempt(() => readEntries(store)),
    commit: (changes, expected) => attempt(() => commit(store, changes, expected)),
  }
}

async function readEntries(store: UseStore): Promise<ReadonlyMap<string, Uint8Array>> {
  const [keys, values] = await store('readonly', (records) =>
    Promise.all([
      promisifyRequest<IDBValidKey[]>(records.getAllKeys()),
      promisifyRequest<Uint8Array[]>(records.getAll()),
    ]),
  )
  return new Map(keys.map((key, position) => [String(key), values[position] as Uint8Array]))
}

/** IndexedDB ends a transaction as soon as nothing is asked of it, so every step here only waits for its own requests. */
function commit(store: UseStore, changes: StorageChanges, expected: StorageExpectation): Promise<boolean> {
  return store('readwrite', async (records) => {
    const done = promisifyRequest(records.transaction)
    done.catch(() => undefined) // it is awaited below; an earlier failure must not count as unhandled
    const watched = [...expected.entries.keys()]
    const [found, keys] = await Promise.all([
      Promise.all(watched.map((key) => promisifyRequest<Uint8Array | undefined>(records.get(key)))),
      expected.keys && promisifyRequest<IDBValidKey[]>(records.getAllKeys()),
    ])
    const holds =
      watched.every((key, position) => sameBytes(expected.entries.get(key), found[position])) &&
      (expected.keys === undefined || sameKeys(expected.keys, keys ?? []))
    if (holds) write(records, changes)
    await done
    return holds
  })
}

function write(records: IDBObjectStore, changes: StorageChanges): void {
  try {
    for (const [key, value] of changes) {
      if (value === undefined) records.delete(key)
      else records.put(value, key)
    }
  } catch (cause) {
    records.transaction.abort() // else what was put before the failure would stay
    throw cause
  }
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'QuotaExceededError') {
      throw new VaultError(
        'storage-full',
        'This device has no room left for the wallet; free some space, then try again. Nothing was changed.',
        { cause },
      )
    }
    throw new VaultError(
      'storage-unavailable',
      'The browser does not let the wallet use its storage; allow site data for this page, or leave private browsing.',
      { cause },
    )
  }
}

function sameBytes(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  if (left === undefined || right === undefined) return left === right
  return left.length === right.length && left.every((byte, position) => byte === right[position])
}

function sameKeys(expected: ReadonlySet<string>, found: readonly IDBValidKey[]): boolean {
  return expected.size === found.length && found.every((key) => expected.has(String(key)))
}
