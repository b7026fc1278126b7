import type { BbsInterface, RandomOctets } from '@velum/bbs'
import type { G1, Scalar } from '@velum/curve'
import { BindingError } from '../binding-error.ts'
import type { BindingParameters } from '../binding-parameters.ts'
import type { PresentationContext } from './presentation-context.ts'

/** A statement's part of the transcript. */
export interface StatementEntry {
  readonly type: string
  readonly parameters: readonly (string | number | Uint8Array | null)[]
  readonly bases: readonly Uint8Array[]
  /** Every group element that the holder sends. */
  readonly sent: readonly Uint8Array[]
  readonly firstMessages: readonly Uint8Array[]
}

/** Where a statement is made: in which presentation, about bindings of which parameters. */
export interface StatementPlace {
  readonly curve: BbsInterface['curve']
  readonly context: PresentationContext
  readonly parameters: BindingParameters
}

/** A scalar of the binding with its nonce in the proof of possession. A statement about the scalar uses that nonce, so that one
 *  response answers for both; both are answered to the same challenge. */
export interface Hidden {
  readonly secret: Scalar
  readonly nonce: Scalar
}

/** The scalars that statements speak of. */
export interface HiddenScalars {
  readonly holderSecret: Hidden
  readonly nymSecret: Hidden
}

/** Their responses, from the proof of possession. */
export type ScalarResponses = Readonly<Record<keyof HiddenScalars, Scalar>>

/** A statement between its first messages and its answer. */
export interface InitialisedStatement {
  readonly entry: StatementEntry
  /** The responses of its own, beside those of the proof of possession. Works once. */
  answer(challenge: Scalar): readonly Scalar[]
}

/** What a holder sends for a statement. */
export interface ReceivedStatement {
  /** Of the subgroup, none the identity. */
  readonly points: readonly { readonly point: G1; readonly encoding: Uint8Array }[]
  readonly scalars: readonly Scalar[]
}

/** How a kind of statement is proved and verified, and what it adds to the transcript. */
export interface StatementKind<Asked> {
  readonly pointCount: number
  readonly scalarCount: number
  /** Throws BindingError 'invalid-argument' for a statement that cannot be made in this place. */
  prove(
    statement: Asked,
    place: StatementPlace,
    hidden: HiddenScalars,
    random: RandomOctets,
  ): InitialisedStatement
  /** Recomputes the first messages; undefined when the statement cannot hold in this place. Throws as `prove`. */
  verify(
    statement: Asked,
    place: StatementPlace,
    received: ReceivedStatement,
    responses: ScalarResponses,
    challenge: Scalar,
  ): StatementEntry | undefined
}

/** Answers one challenge and drops what it knew. A second call throws BindingError 'already-answered': two answers under the same
 *  nonces give the secrets away. */
export function once<Answer>(answer: (challenge: Scalar) => Answer): (challenge: Scalar) => Answer {
  let rest: typeof answer | undefined = answer
  return (challenge) => {
    const first = rest
    rest = undefined
    if (first) return first(challenge)
    throw new BindingError('already-answered', 'A proof answers one challenge. Start a new one for another.')
  }
}
