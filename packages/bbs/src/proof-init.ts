import { addScalars, type G1, multiplyScalars, negateScalar, randomScalar, type Scalar } from '@velum/curve'
import { BbsError } from './bbs-error.ts'
import type { BbsInterface } from './bbs-interface.ts'
import { calculateChallenge, type FirstMessages } from './challenge.ts'
import { calculateDomain } from './domain.ts'
import type { Generator } from './generators.ts'
import { remainingIndexes, requireIndexes } from './indexes.ts'
import { platformRandom, type RandomOctets } from './octets.ts'
import { encodeProof } from './proof-octets.ts'
import { requirePublicKey } from './public-key.ts'
import { decodeSignature } from './signature.ts'

export interface ProofInitOptions {
  readonly bbs: BbsInterface
  readonly publicKey: Uint8Array
  readonly signature: Uint8Array
  /** Q_1, then one generator for each message. */
  readonly generators: readonly Generator[]
  readonly header: Uint8Array
  readonly messages: readonly Scalar[]
  readonly disclosedIndexes: readonly number[]
  /** Nonces m~ of hidden messages that another proof uses too, by index. Only proofs that are finalised with the same challenge
   *  may share one, and only for the same message: otherwise the message is given away. The rest is drawn here. */
  readonly sharedNonces?: ReadonlyMap<number, Scalar>
  /** B of the signature, where the caller kept it from `computeB`: it saves the sum over all messages. With another point the proof
   *  is one that nobody accepts. */
  readonly b?: G1
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

/** A proof between its first messages and its answers. */
export interface InitialisedProof extends FirstMessages {
  /** The challenge that binds this proof and a presentation header. */
  challenge(presentationHeader: Uint8Array): Scalar
  /** The proof for that challenge. Works once: the nonces are dropped with the first call, whatever becomes of it.
   *  Throws BbsError 'proof-already-finalised'. */
  finalise(challenge: Scalar): Uint8Array
}

/** ProofInit (§3.7.1) over message scalars. Does not check that the signature is valid. Throws BbsError 'invalid-public-key',
 *  'invalid-signature', 'index-out-of-range', 'indexes-not-ascending', 'invalid-argument'. */
export function proofInit(options: ProofInitOptions): InitialisedProof {
  const { bbs, generators, random = platformRandom } = options
  // Copies: what is answered must be what was asked, whatever the caller does to its arrays in between.
  const messages = [...options.messages]
  const disclosedIndexes = [...options.disclosedIndexes]
  const { curve, basePoint } = bbs
  const { g1 } = curve
  const key = requirePublicKey(curve, options.publicKey)
  const signature = decodeSignature(curve, options.signature)
  if (!signature) throw new BbsError('invalid-signature', 'The octets to derive from are no signature.')
  if (generators.length !== messages.length + 1) {
    throw new BbsError('invalid-argument', 'There must be one generator more than messages.')
  }
  requireIndexes(disclosedIndexes, messages.length)
  const hiddenIndexes = remainingIndexes(disclosedIndexes, messages.length)
  requireHidden(options.sharedNonces, hiddenIndexes)
  const { a, e } = signature
  const domain = calculateDomain(bbs, key.octets, generators, options.header)

  const [r1, r2, eTilde, r1Tilde, r3Tilde] = drawScalars(5, random) as [
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
  ]
  const messageTildes = hiddenIndexes.map((index) => options.sharedNonces?.get(index) ?? randomScalar(random))

  // D = B·r2; where B is not known, r2 is multiplied into the sum that it is.
  const factors = [domain, ...messages]
  const d = options.b
    ? g1.multiply(options.b, r2)
    : g1.msm([
        [basePoint, r2],
        ...generators.map(({ base }, i) => [base, multiplyScalars(factors[i] as Scalar, r2)] as const),
      ])
  const aBar = g1.multiply(a, multiplyScalars(r1, r2))
  const bBar = g1.msm([
    [d, r1],
    [aBar, negateScalar(e)],
  ])
  const t1 = g1.msm([
    [aBar, eTilde],
    [d, r1Tilde],
  ])
  const t2 = g1.msm([
    [d, r3Tilde],
    ...hiddenIndexes.map(
      (index, i) => [(generators[index + 1] as Generator).base, messageTildes[i] as Scalar] as const,
    ),
  ])
  const disclosedScalars = disclosedIndexes.map((index) => messages[index] as Scalar)
  const first: FirstMessages = { aBar, bBar, d, t1, t2, domain, disclosedIndexes, disclosedScalars }

  // ProofFinalize (§3.7.2).
  let answer: ((challenge: Scalar) => Uint8Array) | undefined = (challenge) => {
    const [r3] = curve.invertScalars([r2]) as [Scalar]
    const hat = (tilde: Scalar, secret: Scalar) => addScalars(tilde, multiplyScalars(secret, challenge))
    return encodeProof(curve, {
      aBar,
      bBar,
      d,
      eHat: hat(eTilde, e),
      r1Hat: hat(r1Tilde, negateScalar(r1)),
      r3Hat: hat(r3Tilde, negateScalar(r3)),
      messageHats: hiddenIndexes.map((index, i) =>
        hat(messageTildes[i] as Scalar, messages[index] as Scalar),
      ),
      challenge,
    })
  }

  return {
    ...first,
    challenge: (presentationHeader) => calculateChallenge(bbs, first, presentationHeader),
    finalise(challenge) {
      const once = answer
      answer = undefined
      if (once) return once(challenge)
      throw new BbsError(
        'proof-already-finalised',
        'A proof is finalised once. Start a new one for another challenge.',
      )
    },
  }
}

function drawScalars(count: number, random: RandomOctets): Scalar[] {
  return Array.from({ length: count }, () => randomScalar(random))
}

function requireHidden(
  nonces: ReadonlyMap<number, Scalar> | undefined,
  hiddenIndexes: readonly number[],
): void {
  for (const [index, nonce] of nonces ?? []) {
    if (!hiddenIndexes.includes(index) || nonce === 0n) {
      throw new BbsError(
        'invalid-argument',
        'A shared nonce must be non-zero and belong to a hidden message.',
      )
    }
  }
}
