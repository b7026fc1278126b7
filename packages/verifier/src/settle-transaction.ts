import type { RequestDefinition } from './request-definition.ts'
import type { Transaction } from './transaction.ts'
import { VerifierError } from './verifier-error.ts'

/** A request whose transaction is settled. */
export type SettledDefinition = Omit<RequestDefinition, 'transaction'> & {
  readonly transaction?: Transaction
}

/** Settles what an answer will be about: the given transaction, else the definition's own.
 *  Throws VerifierError 'unknown-request' when the definition knows none by that reference. */
export async function settleTransaction(
  { transaction: own, ...definition }: RequestDefinition,
  wish: { readonly transaction?: Transaction | undefined; readonly reference?: string | undefined },
): Promise<SettledDefinition> {
  const transaction = wish.transaction ?? (typeof own === 'function' ? await own(wish.reference) : own)
  if (transaction !== undefined) return { ...definition, transaction }
  if (own === undefined) return definition
  throw new VerifierError('unknown-request', 'The service has nothing of this reference to be confirmed.')
}
