import type { EscrowStatement } from './statements/escrow.ts'
import type { PseudonymStatement } from './statements/pseudonym.ts'

/** What is proved about a binding beside its possession, which every presentation proves. */
export type Statement = PseudonymStatement | EscrowStatement
