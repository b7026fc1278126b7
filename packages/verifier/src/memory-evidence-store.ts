import type { EvidenceStore, StoredEvidence } from './evidence-store.ts'

/** Keeps evidence as long as the process lives: for trying out and for tests. An opening is asked for weeks later, so a
 *  service keeps it in a folder or a database. */
export function createMemoryEvidenceStore(): EvidenceStore {
  const entries = new Map<string, StoredEvidence>()
  return {
    async add(entry) {
      if (!entries.has(entry.id)) entries.set(entry.id, entry)
    },
    async find(id) {
      return entries.get(id)
    },
    async removeExpired(now) {
      const expired = [...entries.values()].filter(({ expiresAt }) => expiresAt * 1000 <= now.getTime())
      for (const { id } of expired) entries.delete(id)
      return expired.length
    },
  }
}
