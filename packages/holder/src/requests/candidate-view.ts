import { credentialClaims } from '@velum/credential'
import type { AuthorizationRequest, QueryMatch, RequestedStatement } from '@velum/exchange'
import type { VaultEntry } from '@velum/vault'
import type { StoredBinding } from '../bindings/stored-binding.ts'
import { describeCard, describeClaims } from '../credentials/describe-credential.ts'
import type { StoredCredential } from '../credentials/stored-credential.ts'
import { bindingProblems } from './binding-problems.ts'
import { linkabilityNotes } from './linkability.ts'
import type { CandidateView, RequestProblem } from './request-view.ts'
import { suiteProblems } from './suite-problems.ts'

/** One credential of the type asked for, laid beside the query. */
export function candidateView(options: {
  readonly entry: VaultEntry<StoredCredential>
  readonly request: AuthorizationRequest
  readonly match: QueryMatch
  readonly asked: readonly RequestedStatement[]
  readonly binding: StoredBinding | undefined
  readonly placeOfItsOwn?: boolean
  readonly now: Date
}): CandidateView {
  const { match, asked: statements, binding, placeOfItsOwn = false, now } = options
  const { id, value: stored } = options.entry
  const card = describeCard(id, stored, now)
  const candidate = match.candidates.find(({ credentialId }) => credentialId === id)
  const missing = match.unsuitable.find(({ credentialId }) => credentialId === id)?.missing ?? []

  const asked = [...match.required, ...(candidate?.available ?? [])]
  const claims = describeClaims(stored, asked).map((claim) => ({
    ...claim,
    required: match.required.includes(claim.name),
  }))
  const alwaysShown = describeClaims(stored, stored.template.alwaysDisclosed).filter(
    ({ name }) => !asked.includes(name),
  )
  const problems = [
    ...missing.map((claim): RequestProblem => {
      const label = stored.template.labels[claim]
      return { code: 'claim-missing', claim, ...(label && { label }) }
    }),
    ...suiteProblems(options.request, stored),
    ...bindingProblems({ asked: statements, bound: card.bound, binding }),
    ...stateProblem(card.state),
  ]
  return {
    credential: card,
    claims,
    alwaysShown,
    optionalSets: (candidate?.answers ?? []).map((names) =>
      names.filter((name) => !match.required.includes(name)),
    ),
    linkability: linkabilityNotes(stored, [...claims, ...alwaysShown], placeOfItsOwn),
    problems,
    usable: problems.every(({ code }) => code === 'status-unknown'),
  }
}

/** Names of claims to derive: what was chosen, without what is no claim of the template. */
export function disclosable({ credential }: StoredCredential, names: readonly string[]): string[] {
  const held = credentialClaims(credential)
  return names.filter((name) => Object.hasOwn(held, name))
}

function stateProblem(state: CandidateView['credential']['state']): RequestProblem[] {
  if (state === 'valid') return []
  return [{ code: state === 'unknown' ? 'status-unknown' : state }]
}
