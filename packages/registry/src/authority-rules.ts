import type { Result } from 'ethers'
import { RegistryError } from './registry-error.ts'

/** Due process of an authority, for good. */
export interface AuthorityRules {
  /** From a request to its first approval. */
  delaySeconds: number
  /** From the end of the delay to the end of approvals; at least 1. */
  lifetimeSeconds: number
  /** How many requests one requester has in a period; at least 1. */
  quota: number
  /** At least 1; periods begin at multiples of it since 1970. */
  quotaPeriodSeconds: number
  /** For how long an epoch can be opened after the next one was published. */
  retentionSeconds: number
}

/** What a uint32 of seconds holds: 136 years. */
const MAX_SECONDS = 2 ** 32 - 1
const MAX_QUOTA = 2 ** 16 - 1

/** As the contract takes them. Throws RegistryError 'invalid-change' for what is no number of seconds. */
export function rulesTuple(rules: AuthorityRules): readonly number[] {
  return [
    seconds(rules.delaySeconds),
    seconds(rules.lifetimeSeconds),
    quota(rules.quota),
    seconds(rules.quotaPeriodSeconds),
    seconds(rules.retentionSeconds),
  ]
}

export function rulesOf(found: Result): AuthorityRules {
  return {
    delaySeconds: Number(found.delay),
    lifetimeSeconds: Number(found.lifetime),
    quota: Number(found.quota),
    quotaPeriodSeconds: Number(found.quotaPeriod),
    retentionSeconds: Number(found.retention),
  }
}

function seconds(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MAX_SECONDS) {
    throw new RegistryError('invalid-change', 'Rules are whole seconds, at most 136 years.')
  }
  return value
}

function quota(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MAX_QUOTA) {
    throw new RegistryError('invalid-change', `A quota is a whole number, at most ${MAX_QUOTA}.`)
  }
  return value
}
