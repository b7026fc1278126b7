import type { Template } from '@velum/credential'
import type { CredentialQuery, DcqlQuery, RequestedStatement } from '@velum/exchange'
import { isBoundOnly, targetsOf } from './check-requirements.ts'
import type { PinnedAuthority } from './pinned-authority.ts'
import type { Requirement } from './requirement.ts'

/** Writes what is required into the query, where wallets read it: `meta.statements` of each credential query. A question
 *  that only bound credentials can answer asks for possession at least, since that is always proved. */
export function poseStatements(options: {
  readonly query: DcqlQuery
  readonly requires: readonly Requirement[]
  readonly templates: readonly Template[]
  /** Of the escrow that is required. */
  readonly authority: PinnedAuthority | undefined
}): DcqlQuery {
  const { query, requires, templates, authority } = options
  const pose = (question: CredentialQuery): CredentialQuery => {
    const asked = requires
      .filter((requirement) => targetsOf(requirement, query, templates).some(({ id }) => id === question.id))
      .flatMap((requirement) => statementOf(requirement, authority))
    const statements: RequestedStatement[] =
      asked.length === 0 && isBoundOnly(question, templates) ? [{ type: 'possession' }] : asked
    const { type_values } = question.meta
    return { ...question, meta: { type_values, ...(statements.length > 0 && { statements }) } }
  }
  const [first, ...others] = query.credentials
  return { ...query, credentials: [pose(first), ...others.map(pose)] }
}

function statementOf(requirement: Requirement, pinned: PinnedAuthority | undefined): RequestedStatement[] {
  switch (requirement.type) {
    case 'pseudonym': {
      const { label, scope } = requirement
      return [{ type: 'pseudonym', label, ...(scope !== undefined && { scope }) }]
    }
    case 'escrow':
      return pinned === undefined ? [] : [{ type: 'escrow', authority: pinned.id, epoch: pinned.epoch }]
    default:
      return [{ type: requirement.type }]
  }
}
