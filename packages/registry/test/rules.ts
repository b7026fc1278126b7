import type { AuthorityRules } from '@velum/registry'

/** Without a delay, and with a quota that a test can use up. */
export const rules: AuthorityRules = {
  delaySeconds: 0,
  lifetimeSeconds: 600,
  quota: 3,
  quotaPeriodSeconds: 86_400,
  retentionSeconds: 3_600,
}
