import { attempt } from '../attempt.ts'
import type { Checklist } from '../checklist.ts'
import { isAuthorityId } from './authority-id.ts'
import type { AuthorityEpoch, AuthoritySource } from './authority-source.ts'

interface CheckAuthorityOptions {
  id: string
  /** The epoch that must be the current one; absent: whichever is. */
  epoch?: number
  authoritySource: AuthoritySource
}

/** Checks that the chain knows an authority, and that its epoch is the current one. */
export async function checkAuthority(
  checks: Checklist,
  options: CheckAuthorityOptions,
): Promise<AuthorityEpoch> {
  const { id, epoch, authoritySource } = options
  const read = await attempt(async () => (isAuthorityId(id) ? authoritySource.current(id) : undefined))
  const authority = checks.need(read?.value, {
    name: 'authority',
    reason: read === undefined ? 'chain-unreachable' : 'authority-unknown',
    expected: 'an authority that the chain recognises',
    actual: id,
  })
  if (epoch === undefined) return authority
  checks.check({
    name: 'authority-epoch',
    passed: authority.epoch === epoch,
    reason: 'epoch-stale',
    expected: String(authority.epoch),
    actual: String(epoch),
  })
  return authority
}
