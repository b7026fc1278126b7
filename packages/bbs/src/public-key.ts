import type { Curve, G2, PreparedG2 } from '@velum/curve'
import { BbsError } from './bbs-error.ts'

/** Octets of a public key, a compressed point of G2. */
const publicKeyLength = 96

/** A public key that was checked once. */
export interface PublicKey {
  readonly octets: Uint8Array
  readonly point: G2
}

// A verifier meets few issuers again and again. Entries are in order of use, the oldest first.
const keptPoints = 64
const keptLines = 16
const points = new Map<string, PublicKey>()
const lines = new Map<string, PreparedG2>()

const nameOf = (octets: Uint8Array): string => String.fromCharCode(...octets)

/** octets_to_pubkey (§4.2.4.6); undefined unless the octets are a point of G2 other than the identity. */
export function decodePublicKey(curve: Curve, octets: Uint8Array): PublicKey | undefined {
  if (octets.length !== publicKeyLength) return undefined
  const name = nameOf(octets)
  const known = points.get(name)
  if (known) {
    touch(points, name, known)
    return known
  }
  const point = curve.g2.decode(octets)
  if (!point) return undefined
  const key = { octets: octets.slice(), point }
  touch(points, name, key)
  dropOldest(points, keptPoints)
  return key
}

/** As `decodePublicKey`. Throws BbsError 'invalid-public-key'. */
export function requirePublicKey(curve: Curve, octets: Uint8Array): PublicKey {
  const key = decodePublicKey(curve, octets)
  if (key) return key
  throw new BbsError(
    'invalid-public-key',
    'The public key is not the encoding of a point of G2 other than the identity.',
  )
}

/** The key with its lines for the pairing, kept for the keys used last. To be used at once: a later call may free them. */
export function preparedKey(curve: Curve, { octets, point }: PublicKey): PreparedG2 {
  const name = nameOf(octets)
  const prepared = lines.get(name) ?? curve.g2.prepare(point)
  touch(lines, name, prepared)
  dropOldest(lines, keptLines)?.destroy()
  return prepared
}

function touch<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name)
  map.set(name, value)
}

function dropOldest<Value>(map: Map<string, Value>, kept: number): Value | undefined {
  if (map.size <= kept) return undefined
  const [name, value] = map.entries().next().value as [string, Value]
  map.delete(name)
  return value
}
