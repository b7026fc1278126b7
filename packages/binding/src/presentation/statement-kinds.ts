import { BindingError } from '../binding-error.ts'
import type { Statement } from './statement.ts'
import type { StatementKind } from './statement-kind.ts'
import { escrow } from './statements/escrow.ts'
import { pseudonym } from './statements/pseudonym.ts'

// One line for each kind; nothing else in this package names them all.
const kinds = { pseudonym, escrow } satisfies {
  [Type in Statement['type']]: StatementKind<Extract<Statement, { type: Type }>>
}

/** How a statement of that type is proved and verified. Throws BindingError 'unknown-statement'. */
export function kindOf<Kind extends Statement>(statement: Kind): StatementKind<Kind> {
  if (!Object.hasOwn(kinds, statement.type)) {
    throw new BindingError('unknown-statement', 'A statement was asked for that is not known here.')
  }
  return kinds[statement.type] as unknown as StatementKind<Kind>
}
