import type { CandidateView, RequestView } from '@velum/holder'
import { expect, test } from 'vitest'
import { allShown, chooseCandidate, chooseFirst, switchClaim } from '../src/features/request/choices.ts'

const label = { en: 'a label', zh: '标签' }

function candidate(id: string, optionalSets: readonly (readonly string[])[], usable = true): CandidateView {
  return {
    credential: { id } as CandidateView['credential'],
    claims: ['region', 'givenName', 'sex', 'birthDate'].map((name) => ({
      name,
      label,
      value: `the ${name}`,
      required: name === 'region',
    })),
    alwaysShown: [{ name: 'status', label, value: 'resident' }],
    optionalSets,
    linkability: [],
    problems: [],
    usable,
  }
}

const everySubset = [[], ['givenName'], ['sex'], ['givenName', 'sex']]

function request(...candidates: CandidateView[]): RequestView {
  return {
    queries: [{ queryId: 'person', candidates, statements: [], problems: [] }],
  } as unknown as RequestView
}

/** Two queries, each with cards as `[id, issuer]`, best first. */
function twoQueries(
  first: readonly (readonly [string, string])[],
  second: readonly (readonly [string, string])[],
  ...statements: string[]
): RequestView {
  const query = (queryId: string, cards: readonly (readonly [string, string])[]) => ({
    queryId,
    candidates: cards.map(([id, issuer]) => {
      const one = candidate(id, [[]])
      return { ...one, credential: { id, issuer: { did: `did:example:${issuer}` } } }
    }),
    statements: statements.map((type) => ({ type })),
    problems: [],
  })
  return { queries: [query('one', first), query('two', second)] } as unknown as RequestView
}

function cardsChosen(view: RequestView): (string | undefined)[] {
  const choices = chooseFirst(view)
  return ['one', 'two'].map((queryId) => choices[queryId]?.credentialId)
}

test('chooses the first usable card and nothing optional', () => {
  const view = request(candidate('revoked', everySubset, false), candidate('good', everySubset))
  expect(chooseFirst(view)).toEqual({ person: { credentialId: 'good', optionalClaims: [] } })
})

test('answers two queries with two cards where both fit both, the best for the first', () => {
  const cards = [
    ['best', 'city'],
    ['other', 'city'],
  ] as const
  expect(cardsChosen(twoQueries(cards, cards))).toEqual(['best', 'other'])
})

test('leaves a card to the query that only it fits', () => {
  const both = [
    ['best', 'city'],
    ['other', 'city'],
  ] as const
  expect(cardsChosen(twoQueries(both, [['best', 'city']]))).toEqual(['other', 'best'])
})

test('shows one card twice where the wallet has no second one', () => {
  const only = [['only', 'city']] as const
  expect(cardsChosen(twoQueries(only, only))).toEqual(['only', 'only'])
})

test('proves one person by cards of two issuers, and by two cards of one where there is one issuer', () => {
  const cards = [
    ['new', 'city'],
    ['older', 'city'],
    ['degree', 'university'],
  ] as const
  expect(cardsChosen(twoQueries(cards, cards, 'same-holder'))).toEqual(['new', 'degree'])
  expect(cardsChosen(twoQueries(cards, cards))).toEqual(['new', 'older'])
  const city = cards.slice(0, 2)
  expect(cardsChosen(twoQueries(city, city, 'same-holder'))).toEqual(['new', 'older'])
})

test('takes for the second query what the issuer of the first leaves, also when that is not its best', () => {
  const first = [
    ['degree', 'university'],
    ['new', 'city'],
  ] as const
  const second = [['diploma', 'university']] as const
  expect(cardsChosen(twoQueries(first, second, 'same-holder'))).toEqual(['new', 'diploma'])
})

test('shows what is required and what the card always shows, and each optional claim only once it is chosen', () => {
  const view = request(candidate('good', everySubset))
  const names = (optionalClaims: string[]) =>
    allShown(view, { person: { credentialId: 'good', optionalClaims } }).map(({ name }) => name)
  expect(names([])).toEqual(['region', 'status'])
  expect(names(['sex'])).toEqual(['region', 'sex', 'status'])
})

test('switches one claim and leaves the others where every combination is taken', () => {
  const one = candidate('good', everySubset)
  const withSex = switchClaim(one, chooseCandidate(one), 'sex', true)
  expect(withSex.optionalClaims).toEqual(['sex'])
  const both = switchClaim(one, withSex, 'givenName', true)
  expect([...both.optionalClaims].sort()).toEqual(['givenName', 'sex'])
  expect(switchClaim(one, both, 'sex', false).optionalClaims).toEqual(['givenName'])
})

test('moves to the nearest combination that the service takes', () => {
  const one = candidate('good', [[], ['givenName', 'birthDate'], ['sex']])
  const paired = switchClaim(one, chooseCandidate(one), 'givenName', true)
  expect(paired.optionalClaims).toEqual(['givenName', 'birthDate'])
  expect(switchClaim(one, paired, 'birthDate', false).optionalClaims).toEqual([])
})

test('never drops a claim that every accepted answer has', () => {
  const one = candidate('good', [['sex'], ['sex', 'givenName']])
  const first = chooseCandidate(one)
  expect(first.optionalClaims).toEqual(['sex'])
  expect(switchClaim(one, first, 'sex', false)).toEqual(first)
})
