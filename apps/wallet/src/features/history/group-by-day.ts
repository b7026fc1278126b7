import type { HistoryEntry } from '@velum/holder'

export interface HistoryDay {
  /** `YYYY-MM-DD`, where the holder is. */
  readonly day: string
  readonly entries: readonly HistoryEntry[]
}

/** Keeps the order of the entries. */
export function groupByDay(entries: readonly HistoryEntry[]): HistoryDay[] {
  const days = new Map<string, HistoryEntry[]>()
  for (const entry of entries) {
    const day = localDay(new Date(entry.at))
    const sameDay = days.get(day)
    if (sameDay) sameDay.push(entry)
    else days.set(day, [entry])
  }
  return [...days].map(([day, sameDay]) => ({ day, entries: sameDay }))
}

function localDay(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}
