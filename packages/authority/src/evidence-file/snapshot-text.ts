import { base64urlnopad } from '@scure/base'
import { encodeCanonicalJson, hasForm, parseCanonicalJson } from '@velum/exchange'
import { AuthorityError } from '../authority-error.ts'
import type { ChainSnapshot } from './chain-snapshot.ts'

const longestSnapshot = 67_108_864

/** A snapshot as canonical JSON; octets are `{"octets": base64url}`, times `{"time": milliseconds}`. */
export function encodeSnapshot(snapshot: ChainSnapshot): string {
  return encodeCanonicalJson(write(snapshot))
}

/** Reads a snapshot from its one text. What it says is taken on the word of whoever read the chain. Throws AuthorityError
 *  'file-malformed'. */
export function parseSnapshot(text: string): ChainSnapshot {
  const json = parseCanonicalJson(text, longestSnapshot)
  const snapshot = json && read(json)
  if (isSnapshot(snapshot)) return snapshot
  throw new AuthorityError('file-malformed', 'This is no snapshot of the chain, or it was changed.')
}

function isSnapshot(value: unknown): value is ChainSnapshot {
  return hasForm(value, {
    version: (version) => version === 1,
    chainId: Number.isSafeInteger,
    block: (block) =>
      hasForm(block, {
        number: Number.isSafeInteger,
        hash: (hash) => typeof hash === 'string',
        at: (at) => at instanceof Date,
      }),
    openings: Array.isArray,
    authority: (authority) =>
      hasForm(authority, {
        id: (id) => typeof id === 'string',
        name: (name) => typeof name === 'string',
        threshold: Number.isSafeInteger,
        epochs: Array.isArray,
        refreshes: Array.isArray,
      }),
    services: Array.isArray,
    issuers: Array.isArray,
  })
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
  if (hasForm(value, { time: Number.isSafeInteger })) return new Date((value as { time: number }).time)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, read(member)]))
}

function octetsOf({ octets }: { octets: string }): unknown {
  try {
    return base64urlnopad.decode(octets)
  } catch {
    return undefined
  }
}
