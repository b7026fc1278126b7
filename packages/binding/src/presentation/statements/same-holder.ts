import type { RandomOctets } from '@velum/bbs'
import {
  addScalars,
  type Curve,
  type G1,
  multiplyScalars,
  negateScalar,
  randomScalar,
  type Scalar,
} from '@velum/curve'
import { commonBases } from '../../bases.ts'
import { BindingError } from '../../binding-error.ts'
import { type HiddenScalars, once, type ScalarResponses, type StatementEntry } from '../statement-kind.ts'

/** same-holder between its first messages and its answers. */
export interface InitialisedSameHolder {
  readonly entry: StatementEntry
  /** The response of κ for the binding at that position among the bound ones, to the challenge of its credential. Works once each. */
  readonly answers: readonly ((challenge: Scalar) => Scalar)[]
}

/** K = G^holderSecret · G2^nymSecret · H^κ, once for the presentation. Each binding opens it under the challenge of its own credential
 *  with nonces of its own; a commitment can be opened in one way only, so the secrets are the same. Throws BindingError
 *  'invalid-argument' unless they are, in two bindings at least. (docs/proof-system.md, "Same holder") */
export function initSameHolder(
  curve: Curve,
  bindings: readonly HiddenScalars[],
  random: RandomOctets,
): InitialisedSameHolder {
  const [first] = bindings
  const same = (other: HiddenScalars) =>
    other.holderSecret.secret === first?.holderSecret.secret &&
    other.nymSecret.secret === first?.nymSecret.secret
  if (!first || bindings.length < 2 || !bindings.every(same)) {
    throw new BindingError('invalid-argument', 'same-holder needs two bindings with the same secrets.')
  }
  const kappa = randomScalar(random)
  const nonces = bindings.map(() => randomScalar(random))
  const k = curve.g1.msm(opening(curve, first.holderSecret.secret, first.nymSecret.secret, kappa))
  const firstMessages = bindings.map(({ holderSecret, nymSecret }, i) =>
    curve.g1.msm(opening(curve, holderSecret.nonce, nymSecret.nonce, nonces[i] as Scalar)),
  )
  return {
    entry: entryOf(curve, curve.g1.encode(k), firstMessages),
    answers: nonces.map((nonce) => once((challenge) => addScalars(nonce, multiplyScalars(challenge, kappa)))),
  }
}

export interface OpenSameHolderOptions {
  readonly curve: Curve
  /** Of the subgroup, not the identity. */
  readonly k: { readonly point: G1; readonly encoding: Uint8Array }
  /** For each binding: what its proof of possession answered, the response of κ, and the challenge of its credential. */
  readonly bindings: readonly {
    readonly responses: ScalarResponses
    readonly kappa: Scalar
    readonly challenge: Scalar
  }[]
}

/** Recomputes the first messages of same-holder. */
export function openSameHolder({ curve, k, bindings }: OpenSameHolderOptions): StatementEntry {
  const firstMessages = bindings.map(({ responses, kappa, challenge }) =>
    curve.g1.msm([
      ...opening(curve, responses.holderSecret, responses.nymSecret, kappa),
      [k.point, negateScalar(challenge)],
    ]),
  )
  return entryOf(curve, k.encoding, firstMessages)
}

function opening(curve: Curve, holderSecret: Scalar, nymSecret: Scalar, kappa: Scalar) {
  const [g, g2, h] = commonBases(curve).commitment
  return [
    [g.point, holderSecret],
    [g2.point, nymSecret],
    [h.point, kappa],
  ] as const
}

function entryOf(curve: Curve, k: Uint8Array, firstMessages: readonly G1[]): StatementEntry {
  return {
    type: 'same-holder',
    parameters: [],
    bases: commonBases(curve).commitment.map(({ encoding }) => encoding),
    sent: [k],
    firstMessages: firstMessages.map(curve.g1.encode),
  }
}
