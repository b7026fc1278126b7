import { addScalars, multiplyScalars, negateScalar, randomScalar, type Scalar } from '@velum/curve'
import { type Base, commonBases, keptBase, registrationBases } from '../../bases.ts'
import { BindingError } from '../../binding-error.ts'
import { equalOctets } from '../../canonical-cbor.ts'
import { once, type StatementEntry, type StatementKind, type StatementPlace } from '../statement-kind.ts'

/** The holder's registration point, encrypted to the authority that the binding's header names, under its key in the epoch of the
 *  presentation's context. */
export interface EscrowStatement {
  readonly type: 'escrow'
}

/** R = g^ρ, R̄ = ḡ^ρ, E = Y^ρ · u^holderSecret: a ciphertext in the form of TDH2, with the proof that it holds what it must.
 *  (docs/proof-system.md, "Escrow") */
export const escrow: StatementKind<EscrowStatement> = {
  pointCount: 3,
  scalarCount: 1,

  prove(_, place, { holderSecret }, random) {
    const bases = basesOf(place)
    if (!bases) {
      throw new BindingError(
        'invalid-argument',
        'Escrow needs the key of the authority that the binding’s header names.',
      )
    }
    const { g1 } = place.curve
    const { g, gBar, key, u } = bases
    const points = (randomness: Scalar, secret: Scalar) =>
      [
        g1.msm([[g.point, randomness]]),
        g1.msm([[gBar.point, randomness]]),
        g1.msm([
          [key.point, randomness],
          [u.point, secret],
        ]),
      ].map(g1.encode)
    // Randomness and nonce of the encryption belong to it alone; neither is ever a nonce of a message.
    const randomness = randomScalar(random)
    const nonce = randomScalar(random)
    const entry = entryOf(bases, points(randomness, holderSecret.secret), points(nonce, holderSecret.nonce))
    return {
      entry,
      answer: once((challenge) => [addScalars(nonce, multiplyScalars(challenge, randomness))]),
    }
  },

  verify(_, place, { points, scalars }, responses, challenge) {
    const bases = basesOf(place)
    if (!bases) return undefined
    const { g1 } = place.curve
    const { g, gBar, key, u } = bases
    const [r, rBar, e] = points as [(typeof points)[0], (typeof points)[0], (typeof points)[0]]
    const [response] = scalars as [Scalar]
    const minus = negateScalar(challenge)
    const firstMessages = [
      g1.msm([
        [g.point, response],
        [r.point, minus],
      ]),
      g1.msm([
        [gBar.point, response],
        [rBar.point, minus],
      ]),
      g1.msm([
        [key.point, response],
        [u.point, responses.holderSecret],
        [e.point, minus],
      ]),
    ]
    const sent = [r, rBar, e].map(({ encoding }) => encoding)
    return entryOf(bases, sent, firstMessages.map(g1.encode))
  },
}

interface EscrowBases {
  readonly g: Base
  readonly gBar: Base
  /** Y. */
  readonly key: Base
  readonly u: Base
}

// Undefined where the context has no authority, another one than the header's, or one whose key is no point.
function basesOf({ curve, context, parameters }: StatementPlace): EscrowBases | undefined {
  const { authority } = context
  if (authority === null || parameters.authority === null) return undefined
  if (!equalOctets(authority.id, parameters.authority)) return undefined
  const key = keptBase(curve, 'KEY', authority.key, () => curve.g1.decode(authority.key))
  if (!key) return undefined
  const { g, gBar } = commonBases(curve)
  const { u } = registrationBases(curve, parameters)
  return { g, gBar, key, u }
}

function entryOf(
  { g, gBar, key, u }: EscrowBases,
  sent: readonly Uint8Array[],
  firstMessages: readonly Uint8Array[],
): StatementEntry {
  return {
    type: 'escrow',
    // Authority and epoch stand in the transcript's own place.
    parameters: [],
    bases: [g, gBar, key, u].map(({ encoding }) => encoding),
    sent,
    firstMessages,
  }
}
