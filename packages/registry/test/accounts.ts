import { randomBytes } from 'node:crypto'
import { type Account, createAccount } from '@velum/registry'

/** An account that nobody has used, so that tests on one chain do not meet. */
export function newAccount(): Account {
  return createAccount(randomBytes(32))
}
