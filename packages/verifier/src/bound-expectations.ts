import type { BoundExpectations, ExpectedStatement } from '@velum/credential'
import { type CredentialQuery, type RequestedStatement, statementsOf } from '@velum/exchange'
import { hexToBytes } from './hex.ts'
import type { SessionOf } from './take-session.ts'

/** What a question asks to have proved, as the proofs take it up. Everything comes from our own session. */
export async function boundExpectations(
  question: SessionOf<'presentation'>['question'],
  queries: readonly CredentialQuery[],
): Promise<BoundExpectations> {
  const { time, authority, transaction } = question
  const asked = queries.map(statementsOf)
  return {
    time,
    transactionHash: transaction ? await sha256(transaction.encoded) : null,
    authority: authority ? { id: authority.id, epoch: authority.epoch } : null,
    statements: asked.map((statements) => statements.flatMap(expected)),
    sameHolder: asked.flat().some(({ type }) => type === 'same-holder'),
  }
}

function expected(statement: RequestedStatement): ExpectedStatement[] {
  switch (statement.type) {
    case 'pseudonym': {
      const { type, label, scope } = statement
      return [{ type, label, ...(scope !== undefined && { scope: hexToBytes(scope) }) }]
    }
    case 'escrow':
      return [{ type: 'escrow' }]
    // Of the whole presentation, and it includes possession.
    case 'same-holder':
    case 'possession':
      return [{ type: 'possession' }]
  }
}

/** Of a text as it was sent. */
async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
