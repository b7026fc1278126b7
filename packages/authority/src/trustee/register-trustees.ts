import { type AuthorityRules, type Hex, parseAddress } from '@velum/registry'
import { AuthorityError } from '../authority-error.ts'
import { keepAuthority, type TrusteeContext } from './trustee-context.ts'

export interface RegisterOptions {
  /** What people call the authority. */
  readonly name: string
  /** Addresses, in the order of their numbers. */
  readonly trustees: readonly string[]
  /** How many of them open together: at least 2, unless there is a single one. */
  readonly threshold: number
  readonly rules: AuthorityRules
}

export interface Registered {
  readonly id: Hex
  /** The number of the account that registered it; undefined where it is no trustee. */
  readonly trustee: number | undefined
}

/** Registers an authority on chain, for good but for its trustees. A folder whose account is a trustee belongs to it from then on. Throws
 *  AuthorityError 'invalid-argument' where one of several trustees could open alone, and what the registry throws. */
export async function registerTrustees(
  context: TrusteeContext,
  options: RegisterOptions,
): Promise<Registered> {
  const { chain, folder, random } = context
  const { name, trustees, threshold, rules } = options
  if (threshold < 2 && trustees.length > 1) {
    throw new AuthorityError(
      'invalid-argument',
      'With a threshold of 1 each of several trustees could open alone. Take a threshold of at least 2.',
    )
  }
  const { account } = folder
  const salt = random(32)
  const { id } = await chain.openingRegistry.registerAuthority({
    account,
    salt,
    name,
    trustees,
    threshold,
    rules,
  })
  const accepted = trustees.map(parseAddress)
  const place = accepted.indexOf(account.address)
  if (place >= 0) await keepAuthority(folder.path, { id, trustees: accepted })
  return { id, trustee: place >= 0 ? place + 1 : undefined }
}
