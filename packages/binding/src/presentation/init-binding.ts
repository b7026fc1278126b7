import { concatBytes } from '@noble/hashes/utils.js'
import type { BbsInterface, RandomOctets } from '@velum/bbs'
import { encodeScalar, type Scalar } from '@velum/curve'
import type { Binding } from '../binding.ts'
import { BindingError } from '../binding-error.ts'
import { type BindingParameters, bindingHeader, requireParameters } from '../binding-parameters.ts'
import type { HolderSecrets } from '../holder-secrets.ts'
import { type ExtensionPart, mostStatements } from './extension.ts'
import { decodeB } from './kept-b.ts'
import { type InitialisedPossession, initPossession } from './possession.ts'
import type { PresentationContext } from './presentation-context.ts'
import type { Statement } from './statement.ts'
import type { Hidden, InitialisedStatement } from './statement-kind.ts'
import { kindOf } from './statement-kinds.ts'
import type { BoundEntry } from './transcript.ts'

/** The binding of a credential, and what is proved about it beside its possession. */
export interface BindingToProve {
  readonly binding: Binding
  readonly parameters: BindingParameters
  /** Index of the `binding` statement among the messages. */
  readonly linkIndex: number
  readonly secrets: HolderSecrets
  readonly statements: readonly Statement[]
  /** What `bindingB` returned, where it was kept. */
  readonly b?: Uint8Array
}

/** All that is proved about one binding, between its first messages and its answers. */
export interface InitialisedBinding {
  readonly possession: InitialisedPossession
  readonly statements: readonly InitialisedStatement[]
  readonly entry: BoundEntry
}

/** Begins the proof of possession and the statements. `link` is the hidden message of the credential, with the nonce that its own proof
 *  uses. Throws as `initPresentation`. */
export function initBinding(
  bbs: BbsInterface,
  publicKey: Uint8Array,
  bound: BindingToProve,
  link: Hidden,
  context: PresentationContext,
  random: RandomOctets,
): InitialisedBinding {
  const { curve } = bbs
  const parameters = requireParameters(bound.parameters)
  if (bound.statements.length > mostStatements) {
    throw new BindingError(
      'invalid-argument',
      `At most ${mostStatements} statements are proved about a credential.`,
    )
  }
  const { binding, secrets } = bound
  const b = bound.b && decodeB(curve, bound.b)
  const possession = initPossession({ bbs, publicKey, parameters, link, binding, secrets, b, random })
  const place = { curve, context, parameters }
  const statements = bound.statements.map((statement) =>
    kindOf(statement).prove(statement, place, possession.hidden, random),
  )
  const { aBar, bBar, d, t1, t2 } = possession.proof
  return {
    possession,
    statements,
    entry: {
      linkIndex: bound.linkIndex,
      bindingHeader: bindingHeader(parameters),
      points: [aBar, bBar, d].map(curve.g1.encode),
      firstMessages: [t1, t2].map(curve.g1.encode),
      statements: statements.map(({ entry }) => entry),
    },
  }
}

/** Answers the challenge of the credential. Works once. */
export function answerBinding(
  { possession, statements }: InitialisedBinding,
  challenge: Scalar,
): ExtensionPart {
  return {
    ...possession.answer(challenge),
    statements: statements.map(({ entry, answer }) => ({
      points: concatBytes(...entry.sent),
      scalars: concatBytes(...answer(challenge).map(encodeScalar)),
    })),
  }
}
