import {
  type AuthorizationRequest,
  matchQuery,
  parseAuthorizationRequest,
  type QueryMatch,
  type Transaction,
} from '@velum/exchange'
import type { Vault, VaultEntry } from '@velum/vault'
import { chooseCopy } from '../bindings/choose-copy.ts'
import { bindingCollection, type StoredBinding } from '../bindings/stored-binding.ts'
import { copiesCollection } from '../bindings/stored-copies.ts'
import { refreshStatus } from '../credentials/refresh-status.ts'
import { credentialCollection, type StoredCredential } from '../credentials/stored-credential.ts'
import { digest } from '../digest.ts'
import { historyCollection } from '../history/history-collection.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { candidateView } from './candidate-view.ts'
import { type ReadStatements, readStatements } from './read-statements.ts'
import type { CandidateView, CredentialQueryView, RequestView, TransactionView } from './request-view.ts'
import { verifierView } from './verifier-view.ts'

/** How old an answer of the status list may be before a request makes the wallet look again. Looking each time would
 *  let an issuer that keeps its times, and a service that keeps its own, find out who was where. */
const statusFreshMs = 3_600_000

/** Reads a request and lays beside it what this wallet could answer. Throws what the reading of a request throws. */
export async function inspectRequest(world: WalletWorld, link: string): Promise<RequestView> {
  const { vault, fetch, resolver, now } = world
  const request = await parseAuthorizationRequest({ link, fetch, resolver, now })
  const id = requestId(request)
  const answered = (await vault.get(historyCollection, id)) !== undefined
  const entries = await vault.list(credentialCollection)
  const matches = matchQuery({ query: request.query, credentials: queryable(entries) })
  const current = await withFreshStatus(world, entries, matches)
  const statements = await readStatements(world, request)
  const bindings = await readBindings(vault)
  const ownPlaces = await placesOfTheirOwn(vault, request.clientId)

  const queries = matches.map((match) =>
    queryView({
      request,
      match,
      entries: current,
      bindings,
      ownPlaces,
      statements: statementsFor(statements, match),
      now: now(),
    }),
  )
  return {
    id,
    verifier: verifierView(request),
    ...(request.purpose && { purpose: request.purpose }),
    ...(request.transaction && { transaction: transactionView(request.transaction) }),
    queries,
    problems: answered ? [{ code: 'already-answered' }] : [],
    answerable:
      !answered &&
      queries.every(
        ({ candidates, problems }) => problems.length === 0 && candidates.some(({ usable }) => usable),
      ),
    request,
  }
}

export function requestId({ clientId, nonce }: AuthorizationRequest): string {
  return digest(['request', clientId, nonce])
}

/** The bindings of the wallet's bound credentials, by the credentials' ids. */
export async function readBindings(vault: Vault): Promise<Map<string, StoredBinding>> {
  const entries = await vault.list(bindingCollection)
  return new Map(entries.map(({ id, value }) => [id, value]))
}

/** The cards of which this audience would see a copy that no other has seen. */
async function placesOfTheirOwn(vault: Vault, audience: string): Promise<Set<string>> {
  const entries = await vault.list(copiesCollection)
  return new Set(entries.filter(({ value }) => !chooseCopy(value, audience).shared).map(({ id }) => id))
}

export function statementsFor(all: readonly ReadStatements[], { queryId }: QueryMatch): ReadStatements {
  return all.find((read) => read.queryId === queryId) as ReadStatements
}

export function transactionView({ description, reference }: Transaction): TransactionView {
  return { description, ...(reference !== undefined && { reference }) }
}

export function queryable(entries: readonly VaultEntry<StoredCredential>[]) {
  return entries.map(({ id, value }) => ({ id, credential: value.credential }))
}

/** The statuses of the credentials that come into question, those of others are nobody's business now. */
async function withFreshStatus(
  world: WalletWorld,
  entries: readonly VaultEntry<StoredCredential>[],
  matches: readonly QueryMatch[],
): Promise<VaultEntry<StoredCredential>[]> {
  const wanted = new Set(matches.flatMap((match) => match.candidates.map(({ credentialId }) => credentialId)))
  const now = world.now().getTime()
  return Promise.all(
    entries.map(async (entry) => {
      const { status } = entry.value
      const fresh = status !== undefined && now - Date.parse(status.checkedAt) < statusFreshMs
      if (!wanted.has(entry.id) || fresh || status?.outcome === 'revoked') return entry
      return { id: entry.id, value: (await refreshStatus(world, entry.id, entry.value)) ?? entry.value }
    }),
  )
}

function queryView(options: {
  readonly request: AuthorizationRequest
  readonly match: QueryMatch
  readonly entries: readonly VaultEntry<StoredCredential>[]
  readonly bindings: ReadonlyMap<string, StoredBinding>
  readonly ownPlaces: ReadonlySet<string>
  readonly statements: ReadStatements
  readonly now: Date
}): CredentialQueryView {
  const { request, match, entries, bindings, ownPlaces, now } = options
  const { asked, views, problems } = options.statements
  const ids = new Set([...match.candidates, ...match.unsuitable].map(({ credentialId }) => credentialId))
  const candidates = entries
    .filter(({ id }) => ids.has(id))
    .map((entry) => {
      const { id } = entry
      return candidateView({
        ...{ request, entry, match, asked, now },
        binding: bindings.get(id),
        placeOfItsOwn: ownPlaces.has(id),
      })
    })
    .sort(bestFirst)
  const query = request.query.credentials.find(({ id }) => id === match.queryId)
  const types = (query?.meta.type_values ?? []).map((iris) => iris.at(-1)?.split('#').at(-1) ?? '')
  return {
    queryId: match.queryId,
    statements: views,
    candidates,
    problems: candidates.length > 0 ? problems : [{ code: 'no-credential', types }, ...problems],
  }
}

function bestFirst(left: CandidateView, right: CandidateView): number {
  if (left.usable !== right.usable) return left.usable ? -1 : 1
  if (left.problems.length !== right.problems.length) return left.problems.length - right.problems.length
  // A card in an older suite can be copied, and stands beside no bound one: it is shown where there is no other.
  if (isOlder(left) !== isOlder(right)) return isOlder(left) ? 1 : -1
  return left.credential.receivedAt < right.credential.receivedAt ? 1 : -1
}

function isOlder({ credential }: CandidateView): boolean {
  return credential.suite !== 'bbs-2023'
}
