import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { Curve, G1, Scalar } from '@velum/curve'
import { AuthorityError } from '../authority-error.ts'
import { encodeArray } from '../octets.ts'
import { lagrange } from '../polynomial.ts'

/** What everybody knows of a ceremony before it begins. All of it stands on chain, but for `dealers`, on which trustees agree. */
export interface CeremonyTerms {
  /** The authority's id on chain: `0x` and 64 hexadecimal digits in lower case. */
  readonly authority: string
  /** Number of the ceremony, from 1. */
  readonly ceremony: number
  /** Of the key that is generated, or whose shares are renewed. */
  readonly epoch: number
  /** n: at most 64. */
  readonly trustees: number
  /** t: from 2 to n; 1 only where there is a single trustee. */
  readonly threshold: number
  /** Only in a refresh. */
  readonly refresh?: RefreshTerms
}

export interface RefreshTerms {
  /** The key, which stays: 48 octets. */
  readonly publicKey: Uint8Array
  /** g·share of each trustee before the refresh: 48 octets each. */
  readonly verificationShares: readonly Uint8Array[]
  /** Whose shares carry the key over: as many trustees as the threshold says, in rising order. A trustee that lost its share, or
   *  came new, is not among them. */
  readonly dealers: readonly number[]
}

// As many as the contract admits; all the messages of one round then fit into what it lets through.
const mostTrustees = 64
const tag = 'VELUM_AUTHORITY_V1_CEREMONY_'

/** Throws AuthorityError 'invalid-argument' unless these are terms of a ceremony that can be held: whoever calls has them from
 *  the chain's own record and not from a message. */
export function requireTerms(curve: Curve, terms: CeremonyTerms): void {
  const { authority, ceremony, epoch, trustees, threshold, refresh } = terms
  require(/^0x[0-9a-f]{64}$/.test(authority), 'The id of an authority is 0x and 64 digits in lower case.')
  require(isCount(ceremony) && isCount(epoch), 'Ceremonies and epochs are counted from 1.')
  require(isCount(trustees) &&
    trustees <= mostTrustees, `An authority has from 1 to ${mostTrustees} trustees.`)
  require(isCount(threshold) && threshold <= trustees, 'The threshold is at most the number of trustees.')
  require(threshold > 1 || trustees === 1, 'With a threshold of 1 each of several trustees could open alone.')
  if (refresh) requireRefresh(curve, terms, refresh)
}

function requireRefresh(curve: Curve, { trustees, threshold }: CeremonyTerms, refresh: RefreshTerms): void {
  const { g1 } = curve
  const { publicKey, verificationShares, dealers } = refresh
  require(trustees > 1, 'A single trustee has nobody to renew shares with.')
  require(verificationShares.length === trustees, 'There is one verification share for each trustee.')
  require(dealers.length === threshold, 'There are as many dealers as the threshold says.')
  const rising = dealers.every((dealer, i) => isCount(dealer) && dealer > (dealers[i - 1] ?? 0))
  require(rising && (dealers.at(-1) ?? 0) <= trustees, 'Dealers are numbers of trustees in rising order.')
  const key = g1.decode(publicKey)
  const constants = dealers.map((dealer) => constantOf(curve, refresh, dealer))
  const sum = constants.reduce((left, right) => left && right && g1.add(left, right))
  const belong = key !== undefined && sum !== undefined && g1.equals(sum, key)
  require(belong, "The dealers' shares do not belong to the key.")
}

/** λ of a dealer: what its share counts for in the key. */
export const weightOf = (curve: Curve, dealers: readonly number[], dealer: number): Scalar =>
  lagrange(curve, dealers)[dealers.indexOf(dealer)] as Scalar

function constantOf(
  curve: Curve,
  { verificationShares, dealers }: RefreshTerms,
  dealer: number,
): G1 | undefined {
  const share = curve.g1.decode(verificationShares[dealer - 1] as Uint8Array)
  return share && curve.g1.multiply(share, weightOf(curve, dealers, dealer))
}

/** What the first commitment of a trustee must be: g^(λ·share) of a dealer, g of another; undefined in a generation, where it is
 *  free. 48 octets. */
export function prescribedConstant(
  curve: Curve,
  { refresh }: CeremonyTerms,
  trustee: number,
): Uint8Array | undefined {
  if (!refresh) return undefined
  const { g1 } = curve
  const point = refresh.dealers.includes(trustee) ? constantOf(curve, refresh, trustee) : g1.generator
  return point && g1.encode(point)
}

/** How many times g the constants of those who carry nothing over add to the key: n − t in a refresh. */
export const surplusOf = ({ refresh, trustees }: CeremonyTerms): number =>
  refresh ? trustees - refresh.dealers.length : 0

/** What the proofs of knowledge of this ceremony are made under, and of no other. */
export function proofPrefix(terms: CeremonyTerms): string {
  const { ceremony, epoch, trustees, threshold, refresh } = terms
  const { publicKey, verificationShares = [], dealers = [] } = refresh ?? {}
  const known = publicKey ? [publicKey, verificationShares, dealers] : []
  const all = encodeArray([tag, authorityOctets(terms), ceremony, epoch, trustees, threshold, known])
  return `${tag}PROOF_${bytesToHex(sha256(all))}_`
}

/** The 32 octets of the authority's id. */
export const authorityOctets = ({ authority }: CeremonyTerms): Uint8Array => hexToBytes(authority.slice(2))

/** Numbers of all trustees, or of all but one. */
export const trusteesOf = ({ trustees }: Pick<CeremonyTerms, 'trustees'>, except?: number): number[] =>
  Array.from({ length: trustees }, (_, i) => i + 1).filter((trustee) => trustee !== except)

export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1

function require(holds: boolean, otherwise: string): void {
  if (!holds) throw new AuthorityError('invalid-argument', otherwise)
}
