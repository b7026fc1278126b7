import {
  type Curve,
  decodeScalar,
  encodeScalar,
  loadCurve,
  multiplyScalars,
  type Scalar,
  toScalar,
} from '@velum/curve'
import { recipientOf } from '../age-file.ts'
import { AuthorityError } from '../authority-error.ts'
import { platformRandom, type RandomOctets, sameOctets } from '../octets.ts'
import type { TrusteeShare } from '../trustee-share.ts'
import { round } from './ceremony-log.ts'
import { encodeState } from './ceremony-state.ts'
import { type CeremonyTerms, isCount, requireTerms, trusteesOf, weightOf } from './ceremony-terms.ts'
import { drawPolynomial } from './key-generation.ts'
import { encodeReveal } from './messages.ts'
import { createIdentity } from './one-time-key.ts'
import { type SignMessage, signContent } from './signed-message.ts'

export interface BeginPartOptions {
  readonly terms: CeremonyTerms
  /** Number of the trustee whose part this is. */
  readonly trustee: number
  /** Its share so far: of a dealer in a refresh, and of nobody else. */
  readonly share?: TrusteeShare
  /** The trustee's account. */
  readonly sign: SignMessage
  /** A cryptographic source; the platform's own by default. What is encrypted is so with randomness of age's own. */
  readonly random?: RandomOctets
}

/** Begins one trustee's part in a ceremony: draws its polynomial and one-time keys, and signs what it will show of them. Returns the
 *  state, which is as secret as a share and goes to disk before anything else is done with it. Throws AuthorityError
 *  'invalid-argument' for terms that are none, or for a share that a dealer lacks, that is not of this key and these verification
 *  shares, or that nobody asked for. */
export async function beginPart(options: BeginPartOptions): Promise<Uint8Array> {
  const { terms, trustee, sign, random = platformRandom } = options
  const curve = await loadCurve()
  requireTerms(curve, terms)
  if (!isCount(trustee) || trustee > terms.trustees) {
    throw new AuthorityError('invalid-argument', 'The authority has no trustee of that number.')
  }
  const identities = trusteesOf(terms, trustee).map(() => createIdentity(random))
  const polynomial = drawPolynomial(terms, trustee, random, constantOf(curve, options))
  const { coefficients, commitments, proofOfKnowledge } = polynomial
  const content = encodeReveal(terms, {
    ...{ trustee, commitments, proofOfKnowledge },
    dealers: terms.refresh?.dealers ?? [],
    recipients: identities.map(recipientOf),
  })
  const reveal = await signContent(terms, { round: round.reveal, trustee, content }, sign)
  return encodeState({
    ...{ terms, trustee, reveal },
    secrets: { coefficients, identities, received: identities.map(() => new Uint8Array()) },
    seen: [1, 2, 3, 4].map(() => trusteesOf(terms).map(() => new Uint8Array())),
  })
}

// f(0): λ·share of a dealer and 1 of another, so that all constants add up to the key's secret and n − t; in a generation, random.
function constantOf(curve: Curve, { terms, trustee, share }: BeginPartOptions): Uint8Array | undefined {
  const { refresh } = terms
  const deals = refresh?.dealers.includes(trustee) === true
  if (!deals) {
    if (share)
      throw new AuthorityError('invalid-argument', 'Only a dealer in a refresh brings a share along.')
    return refresh ? encodeScalar(toScalar(1n)) : undefined
  }
  const secret = share && decodeScalar(share.secret)
  const belongs =
    secret &&
    share.index === trustee &&
    share.threshold === terms.threshold &&
    sameOctets(share.publicKey, refresh.publicKey) &&
    share.verificationShares.length === terms.trustees &&
    share.verificationShares.every((one, i) => sameOctets(one, refresh.verificationShares[i] as Uint8Array))
  if (!belongs)
    throw new AuthorityError('invalid-argument', 'A dealer brings its share of this very key along.')
  return encodeScalar(multiplyScalars(weightOf(curve, refresh.dealers, trustee), secret as Scalar))
}
