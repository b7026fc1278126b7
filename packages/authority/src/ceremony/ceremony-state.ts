import { bytesToHex } from '@noble/hashes/utils.js'
import type { Curve } from '@velum/curve'
import { AuthorityError } from '../authority-error.ts'
import { decodeArray, encodeArray } from '../octets.ts'
import { authorityOctets, type CeremonyTerms, requireTerms } from './ceremony-terms.ts'
import type { CeremonyOutcome } from './key-generation.ts'

/** All that one trustee keeps of a ceremony. */
export interface CeremonyState {
  readonly terms: CeremonyTerms
  readonly trustee: number
  /** Of the second round, signed, made before the first. */
  readonly reveal: Uint8Array
  /** Of the third round, signed; undefined until it is made. It cannot be made twice: age draws a new key each time. */
  readonly deal?: Uint8Array | undefined
  /** Until the share is there or the ceremony was ended. */
  readonly secrets?: CeremonySecrets | undefined
  /** SHA-256 of each message that was found right, by round and trustee; empty until then. */
  readonly seen: readonly (readonly Uint8Array[])[]
  /** What it was all for. */
  readonly result?: CeremonyResult | undefined
  /** How the ceremony was ended before that. */
  readonly ended?: CeremonyEnd | undefined
}

export interface CeremonySecrets {
  /** Of the trustee's polynomial: 32 octets each. */
  readonly coefficients: readonly Uint8Array[]
  /** One for each dealer, itself left out: 32 octets each. */
  readonly identities: readonly Uint8Array[]
  /** The shares of those dealers, once verified: 32 octets, or none. */
  readonly received: readonly Uint8Array[]
}

export interface CeremonyResult {
  /** The trustee's secret share: 32 octets. */
  readonly secret: Uint8Array
  readonly outcome: CeremonyOutcome
}

export interface CeremonyEnd {
  /** Number of the trustee who ended it. */
  readonly by: number
  /** Number of the trustee who was found guilty; 0 where nobody was accused. */
  readonly guilty: number
  /** What of; empty where nobody was accused. */
  readonly fault: string
}

const version = 1
const none = new Uint8Array()

/** Canonical CBOR, secrets included and not encrypted. */
export function encodeState(state: CeremonyState): Uint8Array {
  const { terms, trustee, reveal, deal, secrets, seen, result, ended } = state
  const { ceremony, epoch, trustees, threshold, refresh } = terms
  const { publicKey = none, verificationShares = [], dkgHash = none } = result?.outcome ?? {}
  return encodeArray([
    version,
    [authorityOctets(terms), ceremony, epoch, trustees, threshold],
    refresh ? [refresh.publicKey, refresh.verificationShares, refresh.dealers] : [],
    trustee,
    reveal,
    deal ?? none,
    secrets ? [secrets.coefficients, secrets.identities, secrets.received] : [],
    seen,
    result ? [result.secret, publicKey, verificationShares, dkgHash] : [],
    ended ? [ended.by, ended.guilty, ended.fault] : [],
  ])
}

/** Reads a state that this package wrote. Throws AuthorityError 'invalid-argument' for any other octets. */
export function decodeState(curve: Curve, octets: Uint8Array): CeremonyState {
  try {
    // A copy: what is erased here must not be erased in the caller's octets, which may be all there is on disk.
    const state = readState(decodeArray(octets.slice()) ?? [])
    requireTerms(curve, state.terms)
    return state
  } catch (cause) {
    throw new AuthorityError('invalid-argument', 'This is no state of a ceremony.', { cause })
  }
}

// What was canonically encoded by this version has these shapes; a file that was tampered with is found at the latest by the
// others, who see the messages.
function readState(items: unknown[]): CeremonyState {
  if (items.length !== 10 || items[0] !== version) throw new RangeError('not of this version')
  const [, about, refresh, trustee, reveal, deal, secrets, seen, result, ended] = items as [
    number,
    [Uint8Array, number, number, number, number],
    [Uint8Array, Uint8Array[], number[]] | [],
    number,
    Uint8Array,
    Uint8Array,
    [Uint8Array[], Uint8Array[], Uint8Array[]] | [],
    Uint8Array[][],
    [Uint8Array, Uint8Array, Uint8Array[], Uint8Array] | [],
    [number, number, string] | [],
  ]
  const [authority, ceremony, epoch, trustees, threshold] = about
  const [publicKey, verificationShares, dealers] = refresh
  const [coefficients, identities, received] = secrets
  const [secret, key, shares, dkgHash] = result
  const [by, guilty, fault] = ended
  return {
    terms: {
      ...{ authority: `0x${bytesToHex(authority)}`, ceremony, epoch, trustees, threshold },
      ...(publicKey && verificationShares && dealers
        ? { refresh: { publicKey, verificationShares, dealers } }
        : {}),
    },
    ...{ trustee, reveal, seen },
    ...(deal.length > 0 ? { deal } : {}),
    ...(coefficients && identities && received ? { secrets: { coefficients, identities, received } } : {}),
    ...(secret && key && shares && dkgHash
      ? { result: { secret, outcome: { publicKey: key, verificationShares: shares, dkgHash } } }
      : {}),
    ...(by !== undefined && guilty !== undefined && fault !== undefined
      ? { ended: { by, guilty, fault } }
      : {}),
  }
}

/** Overwrites secrets that are not needed any more. What the engine has copied elsewhere it cannot reach. */
export function eraseSecrets({ secrets }: CeremonyState): void {
  for (const octets of secrets ? [...secrets.coefficients, ...secrets.identities, ...secrets.received] : []) {
    octets.fill(0)
  }
}
