/** One sealed piece of evidence. A store sees its id and when it must be gone, and no more. */
export interface StoredEvidence {
  /** The presentation's id, `0x…`. */
  readonly id: string
  /** Seconds since 1970. */
  readonly expiresAt: number
  readonly sealed: Uint8Array
}

/** Where sealed evidence is kept. */
export interface EvidenceStore {
  /** Keeps an entry; resolves once it would survive a crash. What is kept under the same id already stays as it is. */
  add(entry: StoredEvidence): Promise<void>
  find(id: string): Promise<StoredEvidence | undefined>
  /** Deletes every entry whose time is up. Resolves to how many there were. */
  removeExpired(now: Date): Promise<number>
}

/** How a service keeps what an opening needs. */
export interface EvidenceOptions {
  readonly store: EvidenceStore
  /** AES-256, 32 bytes. Used for nothing else; who has it and the store reads the evidence. */
  readonly key: Uint8Array
  /** How long evidence is kept. After that nobody can ask for an opening, and nobody can read it. */
  readonly retentionSeconds: number
}
