import { InvalidArgumentError } from 'commander'

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** Parses `0`, `30s`, `90m`, `24h` or `30d` into seconds, for commander. */
export function parseDuration(text: string): number {
  if (text === '0') return 0
  const [, amount, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? []
  if (amount === undefined || unit === undefined)
    throw new InvalidArgumentError('Write it like 90m, 24h or 30d; 0 for none.')
  return Number(amount) * secondsOf[unit as keyof typeof secondsOf]
}

/** Seconds in the largest unit that has no rest. */
export function durationText(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const
  const [size, unit] = units.find(([one]) => seconds >= one && seconds % one === 0) ?? [1, 'second']
  const count = seconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** Parses a whole number from 1, for commander. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}

/** Parses the id of an authority or of a request, for commander. */
export function parseId(text: string): string {
  const id = text.toLowerCase()
  if (!/^0x[0-9a-f]{64}$/.test(id)) throw new InvalidArgumentError('It is 0x and 64 digits.')
  return id
}

/** Gathers an option that may be given again, for commander. */
export const collect = (value: string, before: readonly string[]): string[] => [...before, value]
