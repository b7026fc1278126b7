import type { AuthorityEpoch } from '@velum/credential'
import {
  type AuthorizationRequest,
  type CredentialQuery,
  type RequestedStatement,
  statementsOf,
} from '@velum/exchange'
import { authorityView } from '../bindings/current-authority.ts'
import { identifierOctets } from '../bindings/octets.ts'
import { computePseudonym } from '../bindings/pseudonym.ts'
import { readSecrets } from '../bindings/wallet-secrets.ts'
import { historyCollection } from '../history/history-collection.ts'
import type { HistoryEntry } from '../history/history-entry.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { RequestProblem } from './request-view.ts'
import type { EscrowView, PseudonymView, StatementView } from './statement-view.ts'

/** What one query asks to have proved, held against the chain, the secrets and the history. */
export interface ReadStatements {
  readonly queryId: string
  readonly asked: readonly RequestedStatement[]
  readonly views: readonly StatementView[]
  readonly problems: readonly RequestProblem[]
  /** The authority that an escrow is asked for, at the epoch that is current and asked for. */
  readonly authority?: AuthorityEpoch
}

/** Reads the statements of every query. Throws what the chain throws when it does not answer. */
export async function readStatements(
  world: WalletWorld,
  request: AuthorizationRequest,
): Promise<ReadStatements[]> {
  const entries = await world.vault.list(historyCollection)
  const history = entries.map(({ value }) => value)
  return Promise.all(request.query.credentials.map((query) => readQuery(world, request, query, history)))
}

async function readQuery(
  world: WalletWorld,
  request: AuthorizationRequest,
  query: CredentialQuery,
  history: readonly HistoryEntry[],
): Promise<ReadStatements> {
  const asked = statementsOf(query)
  const views: StatementView[] = []
  const problems: RequestProblem[] = []
  let authority: AuthorityEpoch | undefined

  // Whoever may be anybody is not somebody to be recognised by, nor one to whom a name is sealed.
  const proved = request.verified.by === 'did'
  if (!proved && asked.some(({ type }) => type === 'pseudonym' || type === 'escrow'))
    problems.push({ code: 'request-unsigned' })

  for (const statement of asked) {
    if (statement.type === 'pseudonym') {
      views.push(await pseudonymView(world, request, statement, history))
      if (!(await isScopeKnown(world, request, statement))) {
        problems.push({ code: 'scope-unknown', label: statement.label })
      }
    } else if (statement.type === 'escrow') {
      const current = await world.authoritySource.current(statement.authority)
      views.push(escrowView(statement.authority, current))
      if (current === undefined) {
        problems.push({ code: 'authority-not-current', authority: statement.authority })
      } else if (current.epoch !== statement.epoch) {
        problems.push({ code: 'epoch-not-current', authority: statement.authority })
      } else authority = current
    } else views.push({ type: statement.type })
  }
  return { queryId: query.id, asked, views, problems, ...(authority && { authority }) }
}

type PseudonymWish = Extract<RequestedStatement, { type: 'pseudonym' }>

/** A scope that several services share counts only where the registry names this one for it: else a service could ask
 *  for the pseudonym of any other. */
async function isScopeKnown(
  { scopeSource }: WalletWorld,
  { clientId }: AuthorizationRequest,
  { scope }: PseudonymWish,
): Promise<boolean> {
  return scope === undefined || scopeSource.contains({ scopeId: identifierOctets(scope), clientId })
}

async function pseudonymView(
  { vault }: WalletWorld,
  { clientId, verified }: AuthorizationRequest,
  { label, scope }: PseudonymWish,
  history: readonly HistoryEntry[],
): Promise<PseudonymView> {
  const shared = scope !== undefined && { scope }
  const secrets = await readSecrets(vault)
  if (secrets === undefined || verified.by !== 'did')
    return { type: 'pseudonym', label, ...shared, alsoShownTo: [] }

  const { nymSecret } = secrets
  const own = await computePseudonym({ audience: clientId, label, scope, nymSecret })
  const shown = history.filter(
    (entry) =>
      entry.kind === 'presentation' &&
      entry.bound?.pseudonyms.some(({ pseudonym }) => pseudonym === own.pseudonym),
  )
  const here = shown.filter(({ verifier }) => verifier.did === verified.did)
  const elsewhere = shown.filter(({ verifier }) => verifier.did !== verified.did)
  const last = here
    .map(({ at }) => at)
    .sort()
    .at(-1)
  return {
    type: 'pseudonym',
    label,
    ...own,
    ...(last !== undefined && { lastShownAt: last }),
    ...shared,
    alsoShownTo: [...new Set(elsewhere.map(({ verifier }) => verifier.host))].sort(),
  }
}

function escrowView(authorityId: string, current: AuthorityEpoch | undefined): EscrowView {
  return { type: 'escrow', authorityId, ...(current && { authority: authorityView(current) }) }
}
