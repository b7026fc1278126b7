import type {
  CandidateView,
  ClaimView,
  CredentialQueryView,
  RequestedClaim,
  RequestView,
} from '@velum/holder'

export interface Choice {
  readonly credentialId: string
  readonly optionalClaims: readonly string[]
}

/** By query: what the holder would show. */
export type Choices = Readonly<Record<string, Choice>>

/** The best usable candidate of each query, with as little of the optional as the service takes. Who asks twice means two
 *  cards, and who asks whether they are one person's means cards of two issuers: so it is where the wallet has them. */
export function chooseFirst(view: RequestView): Choices {
  const { queries } = view
  const samePerson = queries.some(({ statements }) => statements.some(({ type }) => type === 'same-holder'))
  const ofIssuers = samePerson
    ? assign(queries, ({ credential }) => credential.issuer.did)
    : new Map<string, CandidateView>()
  const assigned =
    ofIssuers.size === queries.length ? ofIssuers : assign(queries, ({ credential }) => credential.id)
  const choices: Record<string, Choice> = {}
  for (const { queryId, candidates } of queries) {
    const first = assigned.get(queryId) ?? candidates.find(({ usable }) => usable)
    if (first) choices[queryId] = chooseCandidate(first)
  }
  return choices
}

/** Gives as many queries as possible a candidate of which no other has the `mark`, by augmenting paths: a query moves to
 *  another of its candidates where one that came later has no choice. */
function assign(
  queries: readonly CredentialQueryView[],
  mark: (candidate: CandidateView) => string,
): Map<string, CandidateView> {
  const given = new Map<string, { readonly query: CredentialQueryView; readonly candidate: CandidateView }>()
  const place = (query: CredentialQueryView, tried: Set<string>): boolean =>
    query.candidates
      .filter(({ usable }) => usable)
      .sort((one, other) => Number(given.has(mark(one))) - Number(given.has(mark(other))))
      .some((candidate) => {
        const marked = mark(candidate)
        if (tried.has(marked)) return false
        tried.add(marked)
        const earlier = given.get(marked)
        if (earlier && !place(earlier.query, tried)) return false
        given.set(marked, { query, candidate })
        return true
      })
  for (const query of queries) place(query, new Set())
  return new Map([...given.values()].map(({ query, candidate }) => [query.queryId, candidate]))
}

export function chooseCandidate(candidate: CandidateView): Choice {
  return { credentialId: candidate.credential.id, optionalClaims: smallest(candidate.optionalSets) ?? [] }
}

export function chosenCandidate(query: CredentialQueryView, choices: Choices): CandidateView | undefined {
  const chosen = choices[query.queryId]
  return query.candidates.find(({ credential }) => credential.id === chosen?.credentialId)
}

/** Switches one optional claim. Where the service takes only some combinations, the nearest of them that has the claim
 *  as the holder wants it; where there is none, nothing changes. */
export function switchClaim(candidate: CandidateView, choice: Choice, claim: string, shown: boolean): Choice {
  const now = new Set(choice.optionalClaims)
  const possible = candidate.optionalSets.filter((set) => set.includes(claim) === shown)
  const distance = (set: readonly string[]) =>
    set.filter((name) => name !== claim && !now.has(name)).length * 2 +
    [...now].filter((name) => name !== claim && !set.includes(name)).length
  const nearest = [...possible].sort((one, other) => distance(one) - distance(other))[0]
  return nearest ? { ...choice, optionalClaims: nearest } : choice
}

export function shownClaims(candidate: CandidateView, choice: Choice): RequestedClaim[] {
  return candidate.claims.filter(({ name, required }) => required || choice.optionalClaims.includes(name))
}

/** All that the verifier would see of the holder, over all queries. */
export function allShown(view: RequestView, choices: Choices): ClaimView[] {
  return view.queries.flatMap((query) => {
    const candidate = chosenCandidate(query, choices)
    const choice = choices[query.queryId]
    return candidate && choice ? [...shownClaims(candidate, choice), ...candidate.alwaysShown] : []
  })
}

function smallest(sets: readonly (readonly string[])[]): readonly string[] | undefined {
  return [...sets].sort((one, other) => one.length - other.length)[0]
}
