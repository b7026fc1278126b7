import type { BbsInterface } from '@velum/bbs'
import type { Scalar } from '@velum/curve'
import { BindingError } from '../binding-error.ts'
import { type BindingParameters, bindingHeader, requireParameters } from '../binding-parameters.ts'
import { type ExtensionPart, mostStatements, type Sent } from './extension.ts'
import { type OpenedPossession, openPossession } from './possession.ts'
import type { PresentationContext } from './presentation-context.ts'
import type { Faulty } from './presentation-fault.ts'
import { receive } from './receive.ts'
import type { Statement } from './statement.ts'
import type { StatementEntry } from './statement-kind.ts'
import { kindOf } from './statement-kinds.ts'
import type { BoundEntry } from './transcript.ts'

/** What must be proved about the binding of a credential: all from the template, the request and the chain. */
export interface BindingExpectation {
  readonly parameters: BindingParameters
  /** The template's. */
  readonly linkIndex: number
  /** Those of the request, in its order. */
  readonly statements: readonly Statement[]
}

export interface OpenBindingOptions {
  readonly bbs: BbsInterface
  readonly publicKey: Uint8Array
  readonly bound: BindingExpectation
  readonly part: ExtensionPart
  /** The response of the `binding` statement in the standard proof. */
  readonly linkResponse: Scalar
  /** The challenge that the standard proof carries. */
  readonly challenge: Scalar
  readonly context: PresentationContext
}

export interface OpenedBinding {
  readonly possession: OpenedPossession
  readonly entry: BoundEntry
}

/** Recomputes the first messages of all that is proved about one binding, or tells the first fault. Throws BindingError
 *  'invalid-argument', 'unknown-statement' for what the verifier itself passes in. */
export function openBinding(options: OpenBindingOptions): OpenedBinding | Faulty {
  const { bbs, publicKey, bound, part, linkResponse, challenge, context } = options
  const { curve } = bbs
  const parameters = requireParameters(bound.parameters)
  if (bound.statements.length > mostStatements) {
    throw new BindingError(
      'invalid-argument',
      `At most ${mostStatements} statements are asked of a credential.`,
    )
  }
  if (part.statements.length !== bound.statements.length) return { fault: 'statement-missing' }
  const { points, scalars } = part
  const possession = openPossession({ bbs, publicKey, parameters, points, scalars, linkResponse, challenge })
  if (!possession) return { fault: 'binding-malformed' }

  const place = { curve, context, parameters }
  const entries: StatementEntry[] = []
  for (const [i, statement] of bound.statements.entries()) {
    const kind = kindOf(statement)
    const received = receive(curve, part.statements[i] as Sent, kind.pointCount, kind.scalarCount)
    if (!received) return { fault: 'statement-malformed' }
    const entry = kind.verify(statement, place, received, possession.responses, challenge)
    if (!entry) return { fault: 'authority-mismatch' }
    entries.push(entry)
  }
  const { aBar, bBar, d, t1, t2 } = possession.proof
  return {
    possession,
    entry: {
      linkIndex: bound.linkIndex,
      bindingHeader: bindingHeader(parameters),
      points: [aBar, bBar, d].map(curve.g1.encode),
      firstMessages: [t1, t2].map(curve.g1.encode),
      statements: entries,
    },
  }
}
