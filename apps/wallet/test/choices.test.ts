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
  return { queries: [{ queryId: 'person', candidates, problems: [] }] } as unknown as RequestView
}

test('chooses the first usable card and nothing optional', () => {
  const view = request(candidate('revoked', everySubset, false), candidate('good', everySubset))
  expect(chooseFirst(view)).toEqual({ person: { credentialId: 'good', optionalClaims: [] } })
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
