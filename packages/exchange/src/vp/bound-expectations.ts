import { hexToBytes } from '@noble/hashes/utils.js'
import type { BoundExpectations, ExpectedStatement } from '@velum/credential'
import { type CredentialQuery, statementsOf } from './dcql-query.ts'
import type { RequestedStatement } from './requested-statement.ts'
import { transactionHash } from './transaction.ts'

export interface BoundExpectationsOptions {
  /** When it was asked, in seconds since 1970. */
  readonly time: number
  /** The one text of `transaction_data` as sent; null where the question is about none. */
  readonly transaction: string | null
  readonly authority: { readonly id: string; readonly epoch: number } | null
  /** Those that one presentation answers, in its order. */
  readonly queries: readonly CredentialQuery[]
}

/** What a question asks to have proved, as the proofs take it up. */
export function boundExpectations(options: BoundExpectationsOptions): BoundExpectations {
  const { time, transaction, authority, queries } = options
  const asked = queries.map(statementsOf)
  return {
    time,
    transactionHash: transaction === null ? null : transactionHash(transaction),
    authority: authority && { id: authority.id, epoch: authority.epoch },
    statements: asked.map((statements) => statements.map(expected)),
    sameHolder: asked.flat().some(({ type }) => type === 'same-holder'),
  }
}

function expected(statement: RequestedStatement): ExpectedStatement {
  switch (statement.type) {
    case 'pseudonym': {
      const { type, label, scope } = statement
      return { type, label, ...(scope !== undefined && { scope: hexToBytes(scope.slice(2)) }) }
    }
    case 'escrow':
      return { type: 'escrow' }
    // Of the whole presentation, and it includes possession.
    case 'same-holder':
    case 'possession':
      return { type: 'possession' }
  }
}
