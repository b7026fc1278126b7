import type { RequestedStatement } from '@velum/exchange'
import type { StoredBinding } from '../bindings/stored-binding.ts'
import type { RequestProblem } from './request-view.ts'

/** Why a credential cannot prove what is asked, by what its binding says. A bound one whose binding is lost can prove
 *  nothing at all. */
export function bindingProblems(options: {
  readonly asked: readonly RequestedStatement[]
  /** Whether the credential is of a bound kind. */
  readonly bound: boolean
  readonly binding: StoredBinding | undefined
}): RequestProblem[] {
  const { asked, bound, binding } = options
  if (binding === undefined) return bound || asked.length > 0 ? [{ code: 'binding-missing' }] : []
  const escrow = asked.find((statement) => statement.type === 'escrow')
  const differs = escrow !== undefined && escrow.authority !== binding.authority
  return differs ? [{ code: 'authority-differs' }] : []
}
