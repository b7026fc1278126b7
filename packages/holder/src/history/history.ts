import type { HistoryEntry } from './history-entry.ts'

export interface History {
  /** Newest first. */
  list(): Promise<HistoryEntry[]>
  get(id: string): Promise<HistoryEntry | undefined>
}
