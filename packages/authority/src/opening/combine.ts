import { type G1, loadCurve } from '@velum/curve'
import { sameOctets } from '../octets.ts'
import { interpolate } from '../polynomial.ts'
import { type OpeningSubject, tokenPoints } from './opening-subject.ts'
import { checkPartial, type PartialFault, type ReceivedPartial } from './verify-partial.ts'

export interface CombineOptions {
  readonly partials: readonly ReceivedPartial[]
  readonly subject: OpeningSubject
  /** How many trustees open together, from the chain. */
  readonly threshold: number
  /** The epoch's key and the verification shares of all trustees in their order, from the chain: 48 octets each. After a refresh
   *  those of one and the same revision: parts of two do not combine. */
  readonly publicKey: Uint8Array
  readonly verificationShares: readonly Uint8Array[]
}

/** A part that was left out, and why. */
export interface FaultyPartial {
  readonly trustee: number
  readonly fault: PartialFault | 'trustee-twice'
}

export type Combined =
  | {
      readonly opened: true
      /** The registration point: 48 octets. */
      readonly point: Uint8Array
      /** Numbers of the trustees whose parts were combined. */
      readonly trustees: readonly number[]
      readonly faults: readonly FaultyPartial[]
    }
  | {
      readonly opened: false
      /** 'not-enough': fewer good parts than the threshold. 'key-mismatch': the verification shares do not belong to the key.
       *  'no-point': the result is the identity, which is nobody's registration point. */
      readonly reason: 'not-enough' | 'key-mismatch' | 'no-point'
      readonly faults: readonly FaultyPartial[]
    }

/** E − Σ λᵢ·Dᵢ over `threshold` good parts. Parts that are wrong are named and left out, so that one trustee alone cannot keep an
 *  opening from happening; which of the good ones are taken makes no difference. Throws AuthorityError 'invalid-argument' for a
 *  subject that is none. (docs/proof-system.md, "Opening") */
export async function combine(options: CombineOptions): Promise<Combined> {
  const { partials, subject, threshold, publicKey, verificationShares } = options
  const curve = await loadCurve()
  const { g1 } = curve
  const { e } = tokenPoints(curve, subject.token)
  const good = new Map<number, G1>()
  const faults: FaultyPartial[] = []
  for (const partial of partials) {
    const { trustee } = partial
    const checked = checkPartial(curve, { partial, subject, verificationShares })
    if ('fault' in checked) faults.push({ trustee, fault: checked.fault })
    else if (good.has(trustee)) faults.push({ trustee, fault: 'trustee-twice' })
    else good.set(trustee, checked.point)
  }
  if (threshold < 1 || good.size < threshold) return { opened: false, reason: 'not-enough', faults }

  const chosen = [...good].slice(0, threshold)
  const trustees = chosen.map(([trustee]) => trustee)
  // Each part agrees with its verification share, so the parts combine to R·y exactly where the shares combine to Y.
  const shares = trustees.map((trustee) => g1.decode(verificationShares[trustee - 1] as Uint8Array) as G1)
  if (!sameOctets(g1.encode(interpolate(curve, trustees, shares)), publicKey)) {
    return { opened: false, reason: 'key-mismatch', faults }
  }
  const parts = chosen.map(([, part]) => part)
  const point = g1.subtract(e, interpolate(curve, trustees, parts))
  if (g1.isIdentity(point)) return { opened: false, reason: 'no-point', faults }
  return { opened: true, point: g1.encode(point), trustees, faults }
}
