import type { Curve, G1, PreparedG1 } from '@velum/curve'
import { encodeCanonical } from './canonical-cbor.ts'
import { tag } from './tags.ts'

/** A base of a proof with its encoding. */
export interface Base {
  readonly point: PreparedG1
  readonly encoding: Uint8Array
}

/** Bases that are the same for all: `g` is the standard generator, of the others nobody knows a logarithm. */
export interface CommonBases {
  readonly g: Base
  readonly gBar: Base
  /** G, G2 and H, the bases of the commitment that same-holder uses. */
  readonly commitment: readonly [Base, Base, Base]
}

let common: CommonBases | undefined

/** The common bases, prepared once. */
export function commonBases(curve: Curve): CommonBases {
  const hashed = (name: string) =>
    baseOf(curve, hashToPoint(curve, tag('BASES'), new TextEncoder().encode(name)))
  common ??= {
    g: baseOf(curve, curve.g1.generator),
    gBar: hashed('gbar'),
    commitment: [hashed('G'), hashed('G2'), hashed('H')],
  }
  return common
}

/** What u and u_n are made of: whoever shares chain and issuer shares u_n, whoever shares the authority too shares u. */
export interface RegistrationContext {
  readonly chainId: number
  readonly authority: Uint8Array | null
  readonly issuer: string
}

/** The bases of registration points. */
export interface RegistrationBases {
  /** Reg = u^holderSecret. */
  readonly u: Base
  /** RegN = u_n^nymSecret. */
  readonly uN: Base
}

/** u: hashed to the curve from chain, authority and issuer, not from a key or an epoch. u_n: from chain and issuer alone. A pseudonym
 *  knows no authority, so RegN must not either: a change of authority would give everybody a second pseudonym. To be used at once,
 *  before anything is awaited: a later call may free their tables. (docs/proof-system.md) */
export function registrationBases(curve: Curve, context: RegistrationContext): RegistrationBases {
  const { chainId, authority, issuer } = context
  const ofU = encodeCanonical([chainId, authority, issuer])
  const ofUN = encodeCanonical([chainId, null, issuer])
  return {
    u: keptBase(curve, 'U', ofU, () => hashToPoint(curve, tag('U'), ofU)),
    uN: keptBase(curve, 'UN', ofUN, () => hashToPoint(curve, tag('UN'), ofUN)),
  }
}

/** hash_to_curve under one of our own tags. */
export function hashToPoint(curve: Curve, dst: Uint8Array, message: Uint8Array): G1 {
  return curve.g1.hashToCurve({ message, dst, expander: 'XMD:SHA-256' })
}

// A verifier meets few issuers, authorities and labels again and again; 18 kB of tables for each. In order of use, oldest first.
const keptCount = 128
const kept = new Map<string, Base>()

/** A base that will be used again, by a name that tells it from all others; undefined when there is no such point. To be used at
 *  once: a later call may free it. */
export function keptBase(curve: Curve, kind: string, message: Uint8Array, make: () => G1): Base
export function keptBase(
  curve: Curve,
  kind: string,
  message: Uint8Array,
  make: () => G1 | undefined,
): Base | undefined
export function keptBase(
  curve: Curve,
  kind: string,
  message: Uint8Array,
  make: () => G1 | undefined,
): Base | undefined {
  const name = `${kind}:${String.fromCharCode(...message)}`
  const known = kept.get(name)
  const point = known ? known.point.point : make()
  if (!point) return undefined
  const base = known ?? baseOf(curve, point)
  kept.delete(name)
  kept.set(name, base)
  if (kept.size > keptCount) {
    const [oldest, { point: dropped }] = kept.entries().next().value as [string, Base]
    kept.delete(oldest)
    dropped.destroy()
  }
  return base
}

function baseOf(curve: Curve, point: G1): Base {
  return { point: curve.g1.prepare(point), encoding: curve.g1.encode(point) }
}
