import { chooseClaims, createAuthorizationResponse, matchQuery, type QueryMatch } from '@velum/exchange'
import type { VaultEntry } from '@velum/vault'
import { describeClaims } from '../credentials/describe-credential.ts'
import { credentialCollection, type StoredCredential } from '../credentials/stored-credential.ts'
import { alreadyAnswered, historyCollection } from '../history/history-collection.ts'
import type { ShownCredentials } from '../history/history-entry.ts'
import { sendOnce } from '../history/send-once.ts'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { AnswerOptions, AnswerOutcome, Selection } from './answer.ts'
import { candidateView, disclosable } from './candidate-view.ts'
import { queryable, requestId } from './inspect-request.ts'
import { prove } from './prove.ts'
import { verifierView } from './verifier-view.ts'

interface ChosenAnswer {
  readonly queryId: string
  readonly entry: VaultEntry<StoredCredential>
  readonly claims: readonly string[]
}

/** Proves what was selected and sends it once. What may be shown is worked out anew from the request and the vault;
 *  of the view only the request counts. Throws HolderError 'request-expired', 'already-answered',
 *  'selection-incomplete', 'credential-not-found' and 'credential-not-usable', ExchangeError 'selection-not-allowed',
 *  CredentialError and VaultError; in each case nothing was sent. */
export async function answerRequest(world: WalletWorld, options: AnswerOptions): Promise<AnswerOutcome> {
  const { view, selection, onProgress = () => undefined } = options
  const { request } = view
  const { vault, now, random } = world

  onProgress('checking')
  const id = requestId(request)
  if (request.expiresAt !== undefined && request.expiresAt <= now()) {
    throw new HolderError('request-expired', 'The request is too old; ask the service for a new one.')
  }
  if ((await vault.get(historyCollection, id)) !== undefined) throw alreadyAnswered()
  const entries = await vault.list(credentialCollection)
  const matches = matchQuery({ query: request.query, credentials: queryable(entries) })
  const chosen = matches.map((match) => choose({ match, entries, selection, now: now() }))

  onProgress('proving')
  const presentations: Record<string, [object]> = {}
  for (const { queryId, entry, claims } of chosen) {
    const { credential } = entry.value
    const { nonce: challenge, clientId: domain } = request
    presentations[queryId] = [await prove({ credential, claims, challenge, domain, random })]
  }

  onProgress('sending')
  const entry: ShownCredentials = {
    kind: 'presentation',
    id,
    at: now().toISOString(),
    verifier: verifierView(request),
    ...(request.purpose && { purpose: request.purpose }),
    shown: chosen.map(({ entry: { id: credentialId, value }, claims }) => ({
      credentialId,
      title: value.template.title,
      claims: describeClaims(value, [...claims, ...value.template.alwaysDisclosed]),
    })),
    outcome: 'sending',
  }
  return sendOnce(world, entry, createAuthorizationResponse({ request, presentations }))
}

function choose(options: {
  readonly match: QueryMatch
  readonly entries: readonly VaultEntry<StoredCredential>[]
  readonly selection: Selection
  readonly now: Date
}): ChosenAnswer {
  const { match, entries, selection, now } = options
  const wish = selection[match.queryId]
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
  if (!candidateView({ entry, match, now }).usable) {
    throw new HolderError(
      'credential-not-usable',
      'The chosen credential cannot answer: it is revoked, not valid now, or lacks what is asked for.',
    )
  }
  const names = chooseClaims({ match, credentialId, optional: optionalClaims })
  return { queryId: match.queryId, entry, claims: disclosable(entry.value, names) }
}
