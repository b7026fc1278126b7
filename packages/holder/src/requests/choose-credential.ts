import { type AuthorizationRequest, chooseClaims, type QueryMatch } from '@velum/exchange'
import type { VaultEntry } from '@velum/vault'
import type { StoredBinding } from '../bindings/stored-binding.ts'
import type { StoredCredential } from '../credentials/stored-credential.ts'
import { HolderError } from '../holder-error.ts'
import type { Selection } from './answer.ts'
import { candidateView, disclosable } from './candidate-view.ts'
import type { ReadStatements } from './read-statements.ts'

/** What answers one query. */
export interface ChosenCredential {
  readonly queryId: string
  readonly entry: VaultEntry<StoredCredential>
  readonly claims: readonly string[]
  /** There where the credential is bound, whether or not anything is asked of its binding. */
  readonly binding?: StoredBinding
  readonly statements: ReadStatements
}

/** Finds what the holder chose for a query. Throws HolderError 'selection-incomplete', 'credential-not-found' and
 *  'credential-not-usable', ExchangeError 'selection-not-allowed'. */
export function chooseCredential(options: {
  readonly request: AuthorizationRequest
  readonly match: QueryMatch
  readonly entries: readonly VaultEntry<StoredCredential>[]
  readonly bindings: ReadonlyMap<string, StoredBinding>
  readonly statements: ReadStatements
  readonly selection: Selection
  readonly now: Date
}): ChosenCredential {
  const { request, match, entries, bindings, statements, selection, now } = options
  const wish = Object.hasOwn(selection, match.queryId) ? selection[match.queryId] : undefined
  if (wish === undefined) {
    throw new HolderError(
      'selection-incomplete',
      'Choose a credential for everything that the service asks for.',
    )
  }
  const { credentialId, optionalClaims } = wish
  const entry = entries.find(({ id }) => id === credentialId)
  if (entry === undefined) {
    throw new HolderError('credential-not-found', 'The chosen credential is not in the wallet any more.')
  }
  const binding = bindings.get(credentialId)
  if (!candidateView({ request, entry, match, asked: statements.asked, binding, now }).usable) {
    throw new HolderError(
      'credential-not-usable',
      'The chosen credential cannot answer: it is revoked, not valid now, or lacks what is asked for.',
    )
  }
  const names = chooseClaims({ match, credentialId, optional: optionalClaims })
  const claims = disclosable(entry.value, names)
  return { queryId: match.queryId, entry, claims, ...(binding && { binding }), statements }
}
