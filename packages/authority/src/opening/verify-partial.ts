import { sha256 } from '@noble/hashes/sha2.js'
import { type Curve, decodeScalar, type G1, loadCurve, negateScalar, type Scalar } from '@velum/curve'
import { decodeArray, sameOctets } from '../octets.ts'
import { partialVersion } from './decrypt-partially.ts'
import { idOctets, type OpeningSubject, partialChallenge, tokenPoints } from './opening-subject.ts'

/** A partial decryption as it came, and what the chain says of it. */
export interface ReceivedPartial {
  /** Number of the trustee who approved, from the chain. */
  readonly trustee: number
  /** The hash that was announced with the approval, from the chain: 32 octets. */
  readonly hash: Uint8Array
  readonly octets: Uint8Array
}

/** What is wrong with a partial decryption. */
export type PartialFault =
  /** The authority has no trustee of that number. */
  | 'trustee-unknown'
  /** Not the octets whose hash the trustee announced on chain. */
  | 'partial-not-announced'
  /** Another encoding than the one there is, an identity point, or a number out of range. */
  | 'partial-malformed'
  /** It was made for another request. */
  | 'partial-other-request'
  /** It is that of another trustee than the one who approved. */
  | 'partial-other-trustee'
  /** Its proof does not hold: another share (of another epoch, or from before a refresh), another token, or no decryption at all. */
  | 'partial-wrong'

export interface VerifyPartialOptions {
  readonly partial: ReceivedPartial
  readonly subject: OpeningSubject
  /** Of all trustees in their order, as the chain has them for the epoch: 48 octets each. */
  readonly verificationShares: readonly Uint8Array[]
}

export type PartialVerdict =
  | { readonly valid: true; readonly decrypted: Uint8Array }
  | { readonly valid: false; readonly fault: PartialFault }

/** Whether a partial decryption is R·share with the share of the trustee who approved, made for this request. Gives D, 48 octets.
 *  Throws AuthorityError 'invalid-argument' for a subject that is none. (docs/proof-system.md, "Opening") */
export async function verifyPartial(options: VerifyPartialOptions): Promise<PartialVerdict> {
  const curve = await loadCurve()
  const checked = checkPartial(curve, options)
  if ('fault' in checked) return { valid: false, fault: checked.fault }
  return { valid: true, decrypted: curve.g1.encode(checked.point) }
}

/** The same, with the point itself. */
export function checkPartial(
  curve: Curve,
  { partial, subject, verificationShares }: VerifyPartialOptions,
): { readonly point: G1 } | { readonly fault: PartialFault } {
  const { g1 } = curve
  const encodedShare = verificationShares[partial.trustee - 1]
  const verificationShare = encodedShare && g1.decode(encodedShare)
  if (!encodedShare || !verificationShare) return { fault: 'trustee-unknown' }
  if (!sameOctets(sha256(partial.octets), partial.hash)) return { fault: 'partial-not-announced' }
  const read = readPartial(curve, partial.octets)
  if (!read) return { fault: 'partial-malformed' }
  if (!sameOctets(read.requestId, idOctets(subject.requestId, 'id of the request'))) {
    return { fault: 'partial-other-request' }
  }
  if (read.trustee !== partial.trustee) return { fault: 'partial-other-trustee' }

  const { point, decrypted, challenge, response } = read
  const { r } = tokenPoints(curve, subject.token)
  const minus = negateScalar(challenge)
  const first = (base: G1, power: G1) =>
    g1.encode(
      g1.msm([
        [base, response],
        [power, minus],
      ]),
    )
  const expected = partialChallenge(subject, partial.trustee, {
    verificationShare: encodedShare,
    decrypted,
    firstOfG: first(g1.generator, verificationShare),
    firstOfR: first(r, point),
  })
  return expected === challenge ? { point } : { fault: 'partial-wrong' }
}

interface ReadPartial {
  readonly requestId: Uint8Array
  readonly trustee: number
  readonly decrypted: Uint8Array
  readonly point: G1
  readonly challenge: Scalar
  readonly response: Scalar
}

function readPartial({ g1 }: Curve, octets: Uint8Array): ReadPartial | undefined {
  if (octets.length > 400) return undefined
  const items = decodeArray(octets)
  if (items?.length !== 7 || items[0] !== partialVersion) return undefined
  const [, requestId, trustee, decrypted, ...rest] = items
  if (![requestId, ...rest].every((item) => item instanceof Uint8Array && item.length === 32))
    return undefined
  if (!Number.isSafeInteger(trustee) || !(decrypted instanceof Uint8Array)) return undefined
  const [challenge, response] = (rest as Uint8Array[]).map(decodeScalar)
  const point = g1.decode(decrypted)
  // A response of zero is as good as any other; a challenge of zero would prove nothing.
  if (!point || !challenge || response === undefined) return undefined
  return {
    requestId: requestId as Uint8Array,
    trustee: trustee as number,
    ...{ decrypted, point, challenge, response },
  }
}
