import { base64urlnopad } from '@scure/base'
import { encodeCanonicalJson, hasForm, parseCanonicalJson } from '@velum/exchange'

const longestLog = 67_108_864

/** What was read from a chain as canonical JSON; octets are `{"octets": base64url}`, times `{"time": milliseconds}`. */
export const encodeLog = (value: unknown): string => encodeCanonicalJson(write(value))

/** Reads such a text; undefined for any other spelling. */
export function parseLog(text: string): unknown {
  const json = parseCanonicalJson(text, longestLog)
  return json && read(json)
}

function write(value: unknown): unknown {
  if (value instanceof Uint8Array) return { octets: base64urlnopad.encode(value) }
  if (value instanceof Date) return { time: value.getTime() }
  if (Array.isArray(value)) return value.map(write)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, write(member)]))
}

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read)
  if (typeof value !== 'object' || value === null) return value
  if (hasForm(value, { octets: (octets) => typeof octets === 'string' })) return octetsOf(value as never)
  if (hasForm(value, { time: isTime })) return new Date((value as { time: number }).time)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, read(member)]))
}

/** What a Date can be (ECMA-262, 21.4.1.1); nothing else was ever written. */
const isTime = (value: unknown) => Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15

function octetsOf({ octets }: { octets: string }): unknown {
  try {
    return base64urlnopad.decode(octets)
  } catch {
    return undefined
  }
}
