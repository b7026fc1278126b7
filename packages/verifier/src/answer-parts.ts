import { asksForStatements, type CredentialQuery, type DcqlQuery } from '@velum/exchange'
import type { Check } from './verdict.ts'

/** One presentation and the questions that it answers, in the order of its credentials. */
export interface AnswerPart {
  readonly presentation: object
  readonly queries: readonly CredentialQuery[]
}

/** The parts of an answer: one presentation under every question, or one for each. */
export function answerParts(query: DcqlQuery, presentations: ReadonlyMap<string, object>): AnswerPart[] {
  const queries = query.credentials
  const [first, ...others] = queries.map(({ id }) => presentations.get(id) as object)
  if (first !== undefined && others.every((presentation) => presentation === first))
    return [{ presentation: first, queries }]
  return queries.map((one) => ({ presentation: presentations.get(one.id) as object, queries: [one] }))
}

/** Statements are proved about all credentials of an answer at once, so that all stand in one presentation. Undefined where
 *  nothing is asked that needs it. */
export function checkOnePresentation(query: DcqlQuery, parts: readonly AnswerPart[]): Check | undefined {
  if (query.credentials.length === 1 || !asksForStatements(query)) return undefined
  return onePresentation(query, parts)
}

/** The check that all credentials of an answer stand in one presentation. */
export function onePresentation({ credentials }: DcqlQuery, parts: readonly AnswerPart[]): Check {
  return {
    name: 'one-presentation',
    passed: parts.length === 1,
    question: credentials[0].id,
    compared: { expected: '1', actual: String(parts.length) },
  }
}
