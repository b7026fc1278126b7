import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkAnswer,
  chooseClaims,
  createQuery,
  matchQuery,
  parseQuery,
  type QueryMatch,
} from '../../src/index.ts'
import { query, residentId, residentType } from './world.ts'

const complete = { region: 'North', residencyStatus: 'permanent', givenName: 'Ada' }
const only = (credentials: { id: string; credential: object }[]) =>
  matchQuery({ query, credentials })[0] as QueryMatch

describe('createQuery', () => {
  it('says with claim_sets that optional claims may be left out, fullest first', () => {
    const [credential] = createQuery([
      { id: 'q', types: [residentType], required: ['a'], optional: ['b', 'c'] },
    ]).credentials
    expect(credential.claim_sets).toEqual([['a', 'b', 'c'], ['a', 'b'], ['a', 'c'], ['a']])
    expect(credential.claims).toEqual([
      { id: 'a', path: ['credentialSubject', 'a'] },
      { id: 'b', path: ['credentialSubject', 'b'] },
      { id: 'c', path: ['credentialSubject', 'c'] },
    ])
  })

  it('needs no claim_sets when everything is required', () => {
    const [credential] = createQuery([{ id: 'q', types: [residentType], required: ['a'] }]).credentials
    expect(credential.claim_sets).toBeUndefined()
  })

  it('refuses more optional claims than one can read', () => {
    const wish = { id: 'q', types: [residentType], required: ['a'], optional: ['b', 'c', 'd', 'e', 'f', 'g'] }
    expect(() => createQuery([wish])).toThrow(expect.objectContaining({ code: 'too-many-optional-claims' }))
  })

  it.each([
    ['without a required claim', { required: [], optional: ['a'] }],
    ['with the same claim twice', { required: ['a'], optional: ['a'] }],
    ['with a name that DCQL does not allow', { required: ['a b'], optional: ['c'] }],
  ])('refuses a query %s', (_, claims) => {
    expect(() => createQuery([{ id: 'q', types: [residentType], ...claims }])).toThrow(
      expect.objectContaining({ code: 'query-malformed' }),
    )
  })

  it('accepts every subset of the optional claims and no other combination, for any query', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(names, fc.nat(5), fc.infiniteStream(fc.boolean()), (all, count, coin) => {
        const optional = all.slice(1).slice(0, count)
        const required = all.filter((name) => !optional.includes(name))
        const asked = createQuery([{ id: 'q', types: [residentType], required, optional }])
        const credential = residentId(Object.fromEntries(all.map((name) => [name, 'x'])))
        const [match] = matchQuery({ query: asked, credentials: [{ id: 'c', credential }] }) as [QueryMatch]
        expect([...match.required].sort()).toEqual([...required].sort())
        expect([...match.optional].sort()).toEqual([...optional].sort())

        const chosen = optional.filter(() => coin.next().value)
        const answer = chooseClaims({ match, credentialId: 'c', optional: chosen })
        expect([...answer].sort()).toEqual([...required, ...chosen].sort())
      }),
    )
  })
})

describe('parseQuery', () => {
  const credential = query.credentials[0]
  it.each([
    ['another format', { ...credential, format: 'dc+sd-jwt', meta: { vct_values: ['x'] } }],
    [
      'the whole subject at once',
      { ...credential, claims: [{ id: 'a', path: ['credentialSubject'] }], claim_sets: undefined },
    ],
    [
      'a claim inside a claim',
      { ...credential, claims: [{ path: ['credentialSubject', 'a', 'b'] }], claim_sets: undefined },
    ],
    ['the proof', { ...credential, claims: [{ path: ['proof', 'proofValue'] }], claim_sets: undefined }],
    [
      'a claim that every object has by inheritance',
      { ...credential, claims: [{ path: ['credentialSubject', 'constructor'] }], claim_sets: undefined },
    ],
    [
      'the hidden link of a bound credential',
      { ...credential, claims: [{ path: ['credentialSubject', 'binding'] }], claim_sets: undefined },
    ],
    ['an answer that would become a prototype', { ...credential, id: '__proto__' }],
    ['several credentials for one question', { ...credential, multiple: true }],
  ])('refuses a query for %s', (_, changed) => {
    expect(() => parseQuery({ credentials: [changed] })).toThrow(
      expect.objectContaining({ code: 'query-not-supported' }),
    )
  })

  it('refuses alternatives between credentials', () => {
    expect(() => parseQuery({ ...query, credential_sets: [{ options: [['resident-id']] }] })).toThrow(
      expect.objectContaining({ code: 'query-not-supported' }),
    )
  })

  it.each([[undefined], [null], ['text'], [{}], [{ credentials: [] }], [{ credentials: [{ id: 'q' }] }]])(
    'refuses %j',
    (json) => {
      expect(() => parseQuery(json)).toThrow(expect.objectContaining({ code: 'query-malformed' }))
    },
  )

  it('accepts what every derived credential shows anyway', () => {
    const asked = { ...credential, claims: [{ path: ['issuer'] }, { path: ['credentialSubject', 'region'] }] }
    const { claim_sets: _, ...plain } = asked
    const parsed = parseQuery({ credentials: [plain] })
    const [match] = matchQuery({
      query: parsed,
      credentials: [{ id: 'c', credential: residentId(complete) }],
    })
    expect(match).toMatchObject({ required: ['region'], optional: [] })
  })
})

describe('matchQuery', () => {
  it('tells required from optional claims, and which combinations answer', () => {
    expect(only([{ id: 'mine', credential: residentId(complete) }])).toEqual({
      queryId: 'resident-id',
      required: ['region', 'residencyStatus'],
      optional: ['givenName'],
      candidates: [
        {
          credentialId: 'mine',
          available: ['givenName'],
          answers: [
            ['region', 'residencyStatus', 'givenName'],
            ['region', 'residencyStatus'],
          ],
        },
      ],
      unsuitable: [],
    })
  })

  it('takes a claim padded with an empty text for absent', () => {
    const { candidates } = only([{ id: 'mine', credential: residentId({ ...complete, givenName: '' }) }])
    expect(candidates[0]?.available).toEqual([])
    expect(candidates[0]?.answers).toEqual([['region', 'residencyStatus']])
  })

  it('says which required claim a credential of the right type lacks', () => {
    const match = only([{ id: 'mine', credential: residentId({ ...complete, region: '' }) }])
    expect(match.candidates).toEqual([])
    expect(match.unsuitable).toEqual([{ credentialId: 'mine', missing: ['region'] }])
  })

  it('passes over a credential of another type', () => {
    const credential = { ...residentId(complete), type: ['VerifiableCredential', 'LibraryCard'] }
    expect(only([{ id: 'card', credential }])).toMatchObject({ candidates: [], unsuitable: [] })
  })

  it('refuses a choice that the query does not allow', () => {
    const match = only([{ id: 'mine', credential: residentId(complete) }])
    expect(() => chooseClaims({ match, credentialId: 'mine', optional: ['residentNumber'] })).toThrow(
      expect.objectContaining({ code: 'selection-not-allowed' }),
    )
  })

  it('refuses to choose an optional claim that the credential lacks', () => {
    const match = only([{ id: 'mine', credential: residentId({ ...complete, givenName: '' }) }])
    expect(() => chooseClaims({ match, credentialId: 'mine', optional: ['givenName'] })).toThrow(
      expect.objectContaining({ code: 'selection-not-allowed' }),
    )
  })
})

describe('checkAnswer', () => {
  const check = (claims: Record<string, string>, alwaysDisclosed: string[] = []) =>
    checkAnswer({
      query: query.credentials[0],
      credential: residentId(claims),
      claims: Object.keys(claims),
      alwaysDisclosed,
    })

  it('is satisfied with and without the optional claim', () => {
    const { givenName: _, ...required } = complete
    expect(check(complete)).toEqual({ satisfied: true, missing: [], unasked: [] })
    expect(check(required)).toEqual({ satisfied: true, missing: [], unasked: [] })
  })

  it('names the required claim that is missing', () => {
    expect(check({ region: 'North' })).toEqual({
      satisfied: false,
      missing: ['residencyStatus'],
      unasked: [],
    })
  })

  it('names a claim that nobody asked for, unless the template always shows it', () => {
    const more = { ...complete, birthDate: '1990-01-01' }
    expect(check(more)).toEqual({ satisfied: false, missing: [], unasked: ['birthDate'] })
    expect(check(more, ['birthDate'])).toEqual({ satisfied: true, missing: [], unasked: [] })
  })
})
