import type { CollectionName } from './collection-name.ts'

export interface VaultEntry<Value> {
  readonly id: string
  readonly value: Value
}

export interface VaultReader {
  get<Value>(collection: CollectionName<Value>, id: string): Promise<Value | undefined>
  /** Entries in no particular order. */
  list<Value>(collection: CollectionName<Value>): Promise<VaultEntry<Value>[]>
}

/** Reads see the transaction's own writes. Nothing is stored before the work returns; then all is, or nothing. */
export interface VaultTransaction extends VaultReader {
  put<Value>(collection: CollectionName<Value>, id: string, value: Value): void
  delete(collection: CollectionName<unknown>, id: string): void
}

/** `changed`: something was written, here or in another tab. `locked`: the keys are gone, here and in every tab. */
export type VaultEvent = 'changed' | 'locked'

/** An open vault. After `lock` every method but `lock`, `isLocked` and `subscribe` throws VaultError 'vault-locked';
 *  a record that does not open throws 'vault-corrupted'; writing can throw 'storage-full'. */
export interface Vault extends VaultReader {
  readonly isLocked: boolean
  put<Value>(collection: CollectionName<Value>, id: string, value: Value): Promise<void>
  delete(collection: CollectionName<unknown>, id: string): Promise<void>
  /** Runs `work` and stores what it wrote in one step. When another tab meanwhile changed something that `work` read,
   *  `work` runs again on the new state, so it must have no effect but on the transaction.
   *  Throws VaultError 'write-conflict' when that happens over and over. */
  transaction<Result>(work: (transaction: VaultTransaction) => Promise<Result>): Promise<Result>
  /** Drops the keys in this tab and tells the other tabs to do the same. */
  lock(): void
  /** Wraps the same data key under the new passphrase; no record is touched.
   *  Throws VaultError 'wrong-passphrase' and 'passphrase-too-short'. */
  changePassphrase(change: { readonly current: string; readonly next: string }): Promise<void>
  /** The whole vault in one sealed file, which opens with the passphrase that is in force now. */
  exportBackup(): Promise<Uint8Array>
  /** Removes the records that do not open any more, and returns how many those were: the way on after
   *  'vault-corrupted' when there is no backup. */
  removeDamaged(): Promise<number>
  /** Calls `listener` after every event; returns the function that ends it. */
  subscribe(listener: (event: VaultEvent) => void): () => void
}
