import { sha256 } from '@noble/hashes/sha2.js'
import {
  addScalars,
  decodeScalar,
  encodeScalar,
  hashToScalar,
  loadCurve,
  multiplyScalars,
} from '@velum/curve'
import { AuthorityError } from '../authority-error.ts'
import { encodeArray, platformRandom, type RandomOctets, sameOctets } from '../octets.ts'
import type { TrusteeShare } from '../trustee-share.ts'
import {
  idOctets,
  type OpeningSubject,
  partialChallenge,
  statementOf,
  tokenPoints,
} from './opening-subject.ts'

export interface DecryptPartiallyOptions {
  readonly share: TrusteeShare
  readonly subject: OpeningSubject
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

/** One trustee's part of an opening. */
export interface PartialDecryption {
  /** Canonical CBOR [1, request id, trustee, D, challenge, response, salt]. For the requester alone: whoever has t of them has the
   *  person's registration point. */
  readonly octets: Uint8Array
  /** SHA-256 of `octets`: what the trustee announces on chain, with the approval. */
  readonly hash: Uint8Array
}

export const partialVersion = 1
const nonceTag = new TextEncoder().encode('VELUM_AUTHORITY_V1_NONCE_')

/** Makes D = R·share and proves that it is that, for this request alone. The salt keeps its hash from being a test: an issuer knows
 *  all registration points, so from t − 1 partials and a guess it could compute the last D. Whoever calls has inspected the case:
 *  for a token of no verified presentation this is a decryption oracle. Throws AuthorityError 'invalid-argument' for a token that
 *  is none and a share that is not the one of its own verification share. (docs/proof-system.md, "Opening") */
export async function decryptPartially(options: DecryptPartiallyOptions): Promise<PartialDecryption> {
  const { share, subject, random = platformRandom } = options
  const curve = await loadCurve()
  const { g1 } = curve
  const { r } = tokenPoints(curve, subject.token)
  const secret = decodeScalar(share.secret)
  const verificationShare = share.verificationShares[share.index - 1]
  if (
    !secret ||
    !verificationShare ||
    !sameOctets(g1.encode(g1.multiplySecret(g1.generator, secret)), verificationShare)
  ) {
    throw new AuthorityError('invalid-argument', 'The share is not the one that the trustees have agreed on.')
  }

  const decrypted = g1.encode(g1.multiplySecret(r, secret))
  const points = { verificationShare, decrypted }
  // Hashed with the share and what is proved: a source that repeats itself would otherwise give the share away.
  const nonce = hashToScalar({
    message: encodeArray([share.secret, random(32), statementOf(subject, share.index, points)]),
    dst: nonceTag,
    expander: 'XMD:SHA-256',
  })
  const challenge = partialChallenge(subject, share.index, {
    ...points,
    firstOfG: g1.encode(g1.multiplySecret(g1.generator, nonce)),
    firstOfR: g1.encode(g1.multiplySecret(r, nonce)),
  })
  const response = addScalars(nonce, multiplyScalars(challenge, secret))
  const octets = encodeArray([
    partialVersion,
    idOctets(subject.requestId, 'id of the request'),
    share.index,
    decrypted,
    encodeScalar(challenge),
    encodeScalar(response),
    random(32),
  ])
  return { octets, hash: sha256(octets) }
}
