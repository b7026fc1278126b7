import { sha256 } from '@noble/hashes/sha2.js'
import { decodeArray, encodeArray } from '../octets.ts'
import { authorityOctets, type CeremonyTerms, isCount } from './ceremony-terms.ts'
import { sealedShareLength } from './one-time-key.ts'

/** What a trustee commits to in the first round and shows in the second. */
export interface Reveal {
  readonly trustee: number
  /** Whose shares carry the key over, in a refresh; none in a generation. */
  readonly dealers: readonly number[]
  /** g^a_0 … g^a_(t−1), as many as the threshold says if the trustee is honest: 48 octets each. */
  readonly commitments: readonly Uint8Array[]
  /** That it knows a_0: 80 octets. */
  readonly proofOfKnowledge: Uint8Array
  /** X25519 keys, one for each other trustee in rising order, which that trustee encrypts to: 32 octets each. */
  readonly recipients: readonly Uint8Array[]
}

const revealTag = 'VELUM_AUTHORITY_V1_REVEAL_'
const dealTag = 'VELUM_AUTHORITY_V1_DEAL_'
const historyTag = 'VELUM_AUTHORITY_V1_REVEALS_'
const evidenceTag = 'VELUM_AUTHORITY_V1_EVIDENCE_'

/** Canonical CBOR [tag, authority, ceremony, trustee, [dealer…], [commitment…], proof of knowledge, [recipient…]], not signed. */
export function encodeReveal(terms: CeremonyTerms, reveal: Reveal): Uint8Array {
  const { trustee, dealers, commitments, proofOfKnowledge, recipients } = reveal
  const about = [revealTag, authorityOctets(terms), terms.ceremony, trustee]
  return encodeArray([...about, dealers, commitments, proofOfKnowledge, recipients])
}

/** Reads a reveal of this ceremony and trustee; undefined for any other octets. Neither the number of commitments, nor whether
 *  they and the keys are points, nor the proof is checked here. */
export function readReveal(terms: CeremonyTerms, trustee: number, octets: Uint8Array): Reveal | undefined {
  const items = readMessage(terms, trustee, octets, { tag: revealTag, count: 8 })
  if (!items) return undefined
  const [dealers, commitments, proofOfKnowledge, recipients] = items
  if (!isListOf(dealers, isCount) || !isListOf(commitments, isOctets(48))) return undefined
  if (!isOctets(80)(proofOfKnowledge) || !isListOf(recipients, isOctets(32))) return undefined
  if (recipients.length !== terms.trustees - 1 || commitments.length === 0) return undefined
  return { trustee, dealers, commitments, proofOfKnowledge, recipients }
}

/** What a trustee deals in the third round. */
export interface Deal {
  /** SHA-256 over the reveals that it answers to: 32 octets. */
  readonly history: Uint8Array
  /** One age file for each other trustee in rising order. */
  readonly sealed: readonly Uint8Array[]
}

/** SHA-256 over the reveals of all trustees in their order, without signatures: 32 octets. */
export const historyOf = (terms: CeremonyTerms, reveals: readonly Reveal[]): Uint8Array =>
  sha256(encodeArray([historyTag, ...reveals.map((reveal) => encodeReveal(terms, reveal))]))

/** Canonical CBOR [tag, authority, ceremony, trustee, history, [age file …]], not signed. */
export const encodeDeal = (terms: CeremonyTerms, trustee: number, { history, sealed }: Deal): Uint8Array =>
  encodeArray([dealTag, authorityOctets(terms), terms.ceremony, trustee, history, sealed])

/** Reads a deal, its age files each of the one length that a share for one recipient has; undefined for any other octets. */
export function readDeal(terms: CeremonyTerms, trustee: number, octets: Uint8Array): Deal | undefined {
  const [history, sealed] = readMessage(terms, trustee, octets, { tag: dealTag, count: 6 }) ?? []
  if (!isOctets(32)(history) || !isListOf(sealed, isOctets(sealedShareLength))) return undefined
  return sealed.length === terms.trustees - 1 ? { history, sealed } : undefined
}

/** Canonical CBOR [tag, fault] or, of a wrong share, [tag, fault, identity that the share was encrypted to]. */
export const encodeEvidence = (fault: string, identity?: Uint8Array): Uint8Array =>
  encodeArray(identity ? [evidenceTag, fault, identity] : [evidenceTag, fault])

/** The identity that an accusation of a wrong share reveals; undefined where there is none. */
export function readIdentity(evidence: Uint8Array): Uint8Array | undefined {
  // An array of three, a tag, a fault and 32 octets are far shorter.
  const items = evidence.length > 256 ? undefined : decodeArray(evidence)
  if (items?.length !== 3 || items[0] !== evidenceTag || items[1] !== 'share-wrong') return undefined
  return isOctets(32)(items[2]) ? items[2] : undefined
}

/** The place of what is for `to` in a list of `from` that leaves itself out. */
export const placeFor = (to: number, from: number): number => (to < from ? to - 1 : to - 2)

function readMessage(
  terms: CeremonyTerms,
  trustee: number,
  octets: Uint8Array,
  { tag, count }: { tag: string; count: number },
): unknown[] | undefined {
  const items = decodeArray(octets)
  if (items?.length !== count || items[0] !== tag) return undefined
  const [, authority, ceremony, sender] = items
  if (!isOctets(32)(authority) || ceremony !== terms.ceremony || sender !== trustee) return undefined
  const own = authorityOctets(terms)
  return authority.every((octet, i) => octet === own[i]) ? items.slice(4) : undefined
}

const isListOf = <Item>(value: unknown, is: (item: unknown) => item is Item): value is Item[] =>
  Array.isArray(value) && value.every(is)

const isOctets =
  (length: number) =>
  (value: unknown): value is Uint8Array =>
    value instanceof Uint8Array && value.length === length
