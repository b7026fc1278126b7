import type { RequestedStatement } from '@velum/exchange'
import type { StoredBinding } from '../bindings/stored-binding.ts'
import type { RequestProblem } from './request-view.ts'

/** Why a credential cannot prove what is asked, by what its binding says. */
export function bindingProblems(
  asked: readonly RequestedStatement[],
  binding: StoredBinding | undefined,
): RequestProblem[] {
  if (asked.length === 0) return []
  if (binding === undefined) return [{ code: 'binding-missing' }]
  const escrow = asked.find((statement) => statement.type === 'escrow')
  const differs = escrow !== undefined && escrow.authority !== binding.authority
  return differs ? [{ code: 'authority-differs' }] : []
}
