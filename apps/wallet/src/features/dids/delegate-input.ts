const longest = 3650

/** The address of a delegate as typed; nothing when it is none. Whether its checksum holds is for the engine. */
export function readAddress(text: string): string | undefined {
  const address = text.trim()
  return /^0x[0-9a-fA-F]{40}$/.test(address) ? address : undefined
}

/** A whole number of days as typed, from 1 to ten years. */
export function readDays(text: string): number | undefined {
  const days = Number(text.trim())
  return Number.isInteger(days) && days >= 1 && days <= longest ? days : undefined
}
