import { InvalidArgumentError } from 'commander'

const secondsOf = { m: 60, h: 3600, d: 86_400 } as const

/** Parses `90m`, `24h` or `30d` into seconds, for commander. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,6})([mhd])$/.exec(text) ?? []
  if (amount === undefined || unit === undefined)
    throw new InvalidArgumentError('Write it like 90m, 24h or 30d.')
  return Number(amount) * secondsOf[unit as keyof typeof secondsOf]
}

/** Parses a whole number from 1, for commander. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}

/** Parses the address of a web page, for commander. */
export function parseWebAddress(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new InvalidArgumentError('It must be an address such as https://wallet.example.')
  return text
}

/** Parses a port, 0 for any free one, for commander. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is from 0 to 65535.')
  return port
}
