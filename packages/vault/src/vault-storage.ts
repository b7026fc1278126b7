/** What must still be true in storage for a commit to be written: these keys hold exactly these bytes
 *  (`undefined`: nothing), and, when `keys` is given, storage holds no other keys than those. */
export interface StorageExpectation {
  readonly entries: ReadonlyMap<string, Uint8Array | undefined>
  readonly keys?: ReadonlySet<string>
}

/** Entries to write (bytes) or to remove (`undefined`). */
export type StorageChanges = ReadonlyMap<string, Uint8Array | undefined>

/** Where the sealed bytes lie. It sees ciphertext and random-looking keys only.
 *  Every method throws VaultError 'storage-unavailable', and `commit` 'storage-full' besides. */
export interface VaultStorage {
  get(key: string): Promise<Uint8Array | undefined>
  entries(): Promise<ReadonlyMap<string, Uint8Array>>
  /** Applies all changes or none, in one transaction that no other tab can interleave with.
   *  Returns false, and writes nothing, when the expectation no longer holds. */
  commit(changes: StorageChanges, expected: StorageExpectation): Promise<boolean>
}
