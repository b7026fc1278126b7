import { bls12_381 } from '@noble/curves/bls12-381.js'
import { AuthorityError } from '../authority-error.ts'
import { platformRandom, type RandomOctets, sameOctets } from '../octets.ts'
import type { TrusteeShare } from '../trustee-share.ts'
import { encodeState } from './ceremony-state.ts'
import { type CeremonyTerms, isCount, requireTerms, trusteesOf } from './ceremony-terms.ts'
import { drawPolynomial } from './key-generation.ts'
import { encodeReveal } from './messages.ts'
import { createIdentity, recipientOf } from './one-time-key.ts'
import { lagrangeAtZero } from './polynomial.ts'

const { Fr } = bls12_381.fields

export interface BeginPartOptions {
  readonly terms: CeremonyTerms
  /** Number of the trustee whose part this is. */
  readonly trustee: number
  /** Its share so far: of a dealer in a refresh, and of nobody else. */
  readonly share?: TrusteeShare
  /** A cryptographic source; the platform's own by default. What is encrypted is so with randomness of age's own. */
  readonly random?: RandomOctets
}

/** Begins one trustee's part in a ceremony: draws its polynomial and one-time keys. Returns the state, which is as secret as a share
 *  and goes to disk before anything else is done with it. Throws AuthorityError 'invalid-argument' for terms that are none, or for a
 *  share that a dealer lacks, that is not of this key, or that nobody asked for. */
export function beginPart(options: BeginPartOptions): Uint8Array {
  const { terms, trustee, random = platformRandom } = options
  requireTerms(terms)
  if (!isCount(trustee) || trustee > terms.trustees) {
    throw new AuthorityError('invalid-argument', 'The authority has no trustee of that number.')
  }
  const identities = trusteesOf(terms, trustee).map(() => createIdentity(random))
  const polynomial = drawPolynomial(terms, trustee, random, constantOf(options))
  const { coefficients, commitments, proofOfKnowledge } = polynomial
  const reveal = encodeReveal(terms, {
    ...{ trustee, commitments, proofOfKnowledge },
    dealers: terms.refresh?.dealers ?? [],
    recipients: identities.map(recipientOf),
  })
  return encodeState({
    ...{ terms, trustee, reveal },
    secrets: { coefficients, identities, received: identities.map(() => new Uint8Array()) },
    seen: [1, 2, 3, 4].map(() => trusteesOf(terms).map(() => new Uint8Array())),
  })
}

// f(0): λ·share of a dealer and 1 of another, so that all constants add up to the key's secret and n − t; in a generation, random.
function constantOf({ terms, trustee, share }: BeginPartOptions): Uint8Array | undefined {
  const { refresh } = terms
  const deals = refresh?.dealers.includes(trustee) === true
  if (!deals) {
    if (share)
      throw new AuthorityError('invalid-argument', 'Only a dealer in a refresh brings a share along.')
    return refresh ? Fr.toBytes(1n) : undefined
  }
  const verificationShare = refresh.verificationShares[trustee - 1] as Uint8Array
  const belongs =
    share?.index === trustee &&
    share.threshold === terms.threshold &&
    sameOctets(share.publicKey, refresh.publicKey) &&
    sameOctets(share.verificationShares[trustee - 1] ?? new Uint8Array(), verificationShare)
  if (!belongs)
    throw new AuthorityError('invalid-argument', 'A dealer brings its share of this very key along.')
  return Fr.toBytes(Fr.mul(lagrangeAtZero(trustee, refresh.dealers), Fr.fromBytes(share.secret)))
}
