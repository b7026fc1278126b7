import { isBbs2023 } from '@velum/credential'
import {
  type AuthorizationRequest,
  createAuthorizationResponse,
  matchQuery,
  type Presentations,
  requireTimely,
} from '@velum/exchange'
import { authorityNotCurrent, epochNotCurrent } from '../bindings/current-authority.ts'
import { describeClaims } from '../credentials/describe-credential.ts'
import { credentialCollection } from '../credentials/stored-credential.ts'
import { alreadyAnswered, historyCollection } from '../history/history-collection.ts'
import type { ShownBinding, ShownCredentials } from '../history/history-entry.ts'
import { sendOnce } from '../history/send-once.ts'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { AnswerOptions, AnswerOutcome } from './answer.ts'
import { type ChosenCredential, chooseCredential } from './choose-credential.ts'
import { queryable, readBindings, requestId, statementsFor, transactionView } from './inspect-request.ts'
import { prove } from './prove.ts'
import { proveBound } from './prove-bound.ts'
import { readStatements } from './read-statements.ts'
import type { RequestProblem } from './request-view.ts'
import { shownBinding } from './shown-binding.ts'
import { verifierView } from './verifier-view.ts'
import { withCopies } from './with-copies.ts'

/** Proves what was selected and sends it once. What may be shown is worked out anew from the request, the vault and the
 *  chain; of the view only the request counts. Throws HolderError 'request-expired', 'already-answered',
 *  'selection-incomplete', 'credential-not-found', 'credential-not-usable', 'credential-repeated', 'request-unsigned',
 *  'scope-unknown', 'authority-not-current', 'epoch-not-current', 'suites-cannot-mix' and 'secrets-lost', ExchangeError
 *  'selection-not-allowed' and
 *  'request-time-off', CredentialError, VaultError and what the chain throws; in each case nothing was sent. */
export async function answerRequest(world: WalletWorld, options: AnswerOptions): Promise<AnswerOutcome> {
  const { view, selection, onProgress = () => undefined } = options
  const { request } = view
  const { vault, now } = world

  onProgress('checking')
  const id = requestId(request)
  if (request.expiresAt !== undefined && request.expiresAt <= now()) {
    throw new HolderError('request-expired', 'The request is too old; ask the service for a new one.')
  }
  if ((await vault.get(historyCollection, id)) !== undefined) throw alreadyAnswered()
  requireTimely(request, now())
  const read = await readStatements(world, request)
  refuseProblems(read.flatMap(({ problems }) => problems))
  const entries = await vault.list(credentialCollection)
  const bindings = await readBindings(vault)
  const matches = matchQuery({ query: request.query, credentials: queryable(entries) })
  const chosen = matches.map((match) => {
    const statements = statementsFor(read, match)
    return chooseCredential({ request, match, entries, bindings, statements, selection, now: now() })
  })

  requireDistinct(chosen)

  onProgress('proving')
  const shown = await withCopies(world, request.clientId, chosen)
  const { presentations, bound } = await present(world, request, shown)

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
    ...(request.transaction && { transaction: transactionView(request.transaction) }),
    ...(bound && { bound }),
    outcome: 'sending',
  }
  return sendOnce(world, entry, createAuthorizationResponse({ request, presentations }))
}

/** With a bound credential among them, all stand in one presentation, which answers every query; without, each has one. */
async function present(
  world: WalletWorld,
  request: AuthorizationRequest,
  chosen: readonly ChosenCredential[],
): Promise<{ readonly presentations: Presentations; readonly bound?: ShownBinding }> {
  if (chosen.some(({ binding }) => binding !== undefined)) {
    requireOneSuite(chosen)
    const { presentation, presentationId } = await proveBound(world, request, chosen)
    return {
      presentations: Object.fromEntries(chosen.map(({ queryId }) => [queryId, [presentation] as const])),
      bound: shownBinding(presentationId, chosen),
    }
  }
  const presentations: Record<string, [object]> = {}
  for (const { queryId, entry, claims } of chosen) {
    const { credential, template } = entry.value
    const { alwaysDisclosed } = template
    const { nonce: challenge, clientId: domain } = request
    const { random } = world
    presentations[queryId] = [await prove({ credential, claims, alwaysDisclosed, challenge, domain, random })]
  }
  return { presentations }
}

/** A binding proof covers what bbs-2023 proves, and nothing of another suite. */
function requireOneSuite(chosen: readonly ChosenCredential[]): void {
  if (chosen.every(({ entry }) => isBbs2023(entry.value.credential))) return
  throw new HolderError(
    'suites-cannot-mix',
    'A credential of an older kind cannot be shown together with one that is bound to this wallet.',
  )
}

/** One bound card cannot stand for two: services refuse it, and what it proves of its holder twice it proves once. */
function requireDistinct(chosen: readonly ChosenCredential[]): void {
  const bound = chosen.filter(({ binding }) => binding !== undefined).map(({ entry }) => entry.id)
  if (new Set(bound).size === bound.length) return
  throw new HolderError('credential-repeated', 'Choose another bound credential for each question.')
}

/** The chain may have moved on since the holder looked. */
function refuseProblems([problem]: readonly RequestProblem[]): void {
  switch (problem?.code) {
    case undefined:
      return
    case 'authority-not-current':
      throw authorityNotCurrent()
    case 'epoch-not-current':
      throw epochNotCurrent()
    case 'scope-unknown':
      throw new HolderError(
        'scope-unknown',
        'The service asks for a pseudonym that it would share with others, and the register does not name it for that.',
      )
    default:
      throw new HolderError(
        'request-unsigned',
        'The service asks for a pseudonym or a sealed name without proof of who it is.',
      )
  }
}
