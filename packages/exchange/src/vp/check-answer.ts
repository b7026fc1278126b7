import { DcqlQuery as Dcql } from 'dcql'
import type { CredentialQuery, DcqlQuery } from './dcql-query.ts'
import { answerSets, queryable } from './match-query.ts'

/** How a verified credential compares with what was asked. */
export interface AnswerCheck {
  readonly satisfied: boolean
  /** Claims that the nearest acceptable combination has and the answer does not. */
  readonly missing: readonly string[]
  /** Claims shown although nobody asked. A wallet must not send them (OpenID4VP 1.0 §6.4.1). */
  readonly unasked: readonly string[]
}

/** Compares a credential, already verified, with the query it answers: type, values and claims.
 *  `alwaysDisclosed` are claims that the template never hides. */
export function checkAnswer(options: {
  readonly query: CredentialQuery
  readonly credential: object
  readonly claims: readonly string[]
  readonly alwaysDisclosed: readonly string[]
}): AnswerCheck {
  const { query, claims } = options
  const chosen = claims.filter((name) => !options.alwaysDisclosed.includes(name))
  const sets = answerSets(query)
  const asked = new Set(sets.flat())
  const unasked = chosen.filter((name) => !asked.has(name))
  const nearest = sets
    .map((set) => set.filter((name) => !claims.includes(name)))
    .reduce((best, missing) => (missing.length < best.length ? missing : best))
  const exact = sets.some((set) => {
    const wanted = set.filter((name) => !options.alwaysDisclosed.includes(name))
    return wanted.length === chosen.length && wanted.every((name) => chosen.includes(name))
  })
  return { satisfied: exact && matches(query, options.credential), missing: nearest, unasked }
}

function matches(query: CredentialQuery, credential: object): boolean {
  const { credential_matches } = Dcql.query({ credentials: [query] } as DcqlQuery as never, [
    queryable(credential),
  ])
  return credential_matches[query.id]?.success === true
}
