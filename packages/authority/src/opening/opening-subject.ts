import type { EscrowToken } from '@velum/binding'
import { type Curve, type G1, hashToScalar, type Scalar } from '@velum/curve'
import { AuthorityError } from '../authority-error.ts'
import { encodeArray } from '../octets.ts'

/** What is opened, by whose order: every partial decryption is bound to all of it. */
export interface OpeningSubject {
  /** Of the request on chain: `0x` and 64 hexadecimal digits in lower case, as the next two. */
  readonly requestId: string
  readonly authority: string
  readonly presentationId: string
  /** Of the key that the token is encrypted to. */
  readonly epoch: number
  readonly token: EscrowToken
}

/** The points of a token, none of them the identity. */
export interface TokenPoints {
  readonly r: G1
  readonly e: G1
}

const encoder = new TextEncoder()
const challengeTag = encoder.encode('VELUM_AUTHORITY_V1_DLEQ_')

/** The 32 octets of an id. Throws AuthorityError 'invalid-argument'. */
export function idOctets(id: string, what: string): Uint8Array {
  if (!/^0x[0-9a-f]{64}$/.test(id)) {
    throw new AuthorityError('invalid-argument', `The ${what} is written as 0x and 64 digits in lower case.`)
  }
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(id.slice(2 + 2 * i, 4 + 2 * i), 16))
}

/** Reads the points of a token. Throws AuthorityError 'invalid-argument' when they are none: a presentation that was verified has
 *  no such token. */
export function tokenPoints({ g1 }: Curve, { r, rBar, e }: EscrowToken): TokenPoints {
  const [first, second, third] = [g1.decode(r), g1.decode(rBar), g1.decode(e)]
  if (first && second && third) return { r: first, e: third }
  throw new AuthorityError('invalid-argument', 'The token holds something that is no point of the group.')
}

export interface DleqPoints {
  /** 48 octets each: g·share, R·share, and the first messages to the bases g and R. */
  readonly verificationShare: Uint8Array
  readonly decrypted: Uint8Array
  readonly firstOfG: Uint8Array
  readonly firstOfR: Uint8Array
}

/** The challenge of the proof that one scalar is behind g → verification share and R → D: over request, authority, epoch, trustee,
 *  presentation, the whole token and every point of the proof. (docs/proof-system.md, "Opening") */
export function partialChallenge(subject: OpeningSubject, trustee: number, points: DleqPoints): Scalar {
  const message = encodeArray([...statementOf(subject, trustee, points), points.firstOfG, points.firstOfR])
  return hashToScalar({ message, dst: challengeTag, expander: 'XMD:SHA-256' })
}

/** What the proof is about, without its first messages. */
export function statementOf(
  { requestId, authority, epoch, presentationId, token }: OpeningSubject,
  trustee: number,
  { verificationShare, decrypted }: Pick<DleqPoints, 'verificationShare' | 'decrypted'>,
) {
  return [
    challengeTag,
    idOctets(requestId, 'id of the request'),
    idOctets(authority, 'id of the authority'),
    epoch,
    trustee,
    idOctets(presentationId, 'id of the presentation'),
    token.r,
    token.rBar,
    token.e,
    verificationShare,
    decrypted,
  ]
}
