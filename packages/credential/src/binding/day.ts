const millisecondsADay = 86_400_000

/** Days from 1970-01-01 to a date such as "2026-11-23", which may lie before; undefined for a date that does not exist. */
export function dayOf(date: unknown): number | undefined {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined
  const time = new Date(`${date}T00:00:00Z`)
  // 30 February becomes a day of March.
  const exists = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date)
  return exists ? time.getTime() / millisecondsADay : undefined
}
